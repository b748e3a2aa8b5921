import { media } from "./en/media";
import { sentences, words } from "./en/sentences";
import { learn } from "./phrase";

// Loaded with the screens that need them, or with the first refusal: no one waits for them to begin.
learn({ ...sentences, ...media }, words);
