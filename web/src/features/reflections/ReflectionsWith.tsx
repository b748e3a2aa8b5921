import type { PersonView, ReflectionLine } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { ListSection } from "../../ui/ListSection";
import { Row } from "./Row";
import { t } from "./text";

/** At once, because those of others are among them. */
const PAGE = 100;

/** The reflections that two people share with each other. */
export default function ReflectionsWith({ person }: { person: PersonView }) {
  return (
    <>
      <Theirs person={person} />
      <Mine person={person} />
    </>
  );
}

function Theirs({ person: { id, name, manager } }: { person: PersonView }) {
  const me = useMe();
  const list = usePages("GET /reflections", { query: { owner_id: id } });
  const expected = manager?.id === me.id;
  return (
    <ListSection
      title={t("reflections.with.theirs", { name })}
      list={list}
      keyOf={idOf}
      none={expected && <p className="dim">{t("reflections.with.theirs.none", { name })}</p>}
    >
      {(line) => <Row line={line} role="manager" />}
    </ListSection>
  );
}

function Mine({ person: { id, name } }: { person: PersonView }) {
  const { manager } = useMe();
  const list = usePages("GET /reflections", { query: { role: "owner", limit: PAGE } });
  const items = list.items?.filter((line) => sharedWith(line, manager?.id).includes(id));
  return (
    <ListSection
      title={t("reflections.with.mine", { name })}
      list={{ ...list, items }}
      keyOf={idOf}
      none={manager?.id === id && <p className="dim">{t("reflections.with.mine.none", { name })}</p>}
    >
      {(line) => <Row line={line} role="owner" />}
    </ListSection>
  );
}

const idOf = ({ id }: ReflectionLine): string => id;

/** With whom I share one of mine: with my manager, or with an earlier one, where I have not agreed to the one of today. */
function sharedWith({ state, former }: ReflectionLine, managerId: string | undefined): (string | undefined)[] {
  if (state !== "shared") return [];
  return former ? former.map((one) => one.id) : [managerId];
}
