import type { HomeView, PersonView, TaskView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { Rows } from "../../ui/List";
import { Await, Section, Waiting } from "../../ui/parts";
import { TaskRow } from "./TaskRow";
import { t } from "./text";

/** What is to do next that concerns the two. */
export default function TasksWith({ person }: { person: PersonView }) {
  const home = useApiQuery("GET /home");
  return (
    <Section title={t("home.next")}>
      <Await asked={home} waiting={<Waiting lines={1} />}>
        {(data) => <Tasks tasks={tasksWith(data, person.id)} name={person.name} />}
      </Await>
    </Section>
  );
}

function Tasks({ tasks, name }: { tasks: readonly TaskView[]; name: string }) {
  if (tasks.length === 0) return <p className="dim">{t("home.next.none", { name })}</p>;
  return (
    <Rows items={tasks} label={t("home.next")} keyOf={(task) => `${task.review_id ?? task.subject.id}${task.kind}`}>
      {(task) => <TaskRow task={task} />}
    </Rows>
  );
}

/** Tasks about a person, and those of my own review that this person writes. */
function tasksWith({ tasks, my_reviews }: HomeView, personId: string): TaskView[] {
  const mine = new Set(my_reviews.filter(({ reviewer }) => reviewer.id === personId).map(({ id }) => id));
  return tasks.filter(({ subject, review_id }) => subject.id === personId || mine.has(review_id ?? ""));
}
