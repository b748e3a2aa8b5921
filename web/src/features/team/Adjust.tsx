import { useApiQuery, useRefresh } from "../../api/hooks";
import { CommandDialog } from "../reviews";

/** The dialog for another rating; the scale is that of the review's own cycle. */
export function Adjust({ id, close }: { id: string; close: () => void }) {
  const { data: review } = useApiQuery("GET /reviews/{review_id}", { path: { review_id: id } });
  const refresh = useRefresh();
  const done = (): void => {
    close();
    void refresh("GET /team");
  };
  return review ? <CommandDialog review={review} name="adjust_rating" close={done} /> : null;
}
