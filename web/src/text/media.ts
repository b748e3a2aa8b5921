import { media } from "./en/media";
import { learn } from "./phrase";

learn(media);
