import { Kbd } from "@mantine/core";
import { Fragment } from "react";

interface Listed {
  keys: readonly (readonly [pressed: readonly string[], does: string])[];
  /** What is between two keys, by the first one. */
  between: (first: string | undefined) => string;
}

/** Keys, and what each does. */
export function Keys({ keys, between }: Listed) {
  return (
    <dl className="facts" style={{ alignItems: "center" }}>
      {keys.map(([pressed, does]) => (
        <Fragment key={does}>
          <dt>
            {pressed.map((key, i) => (
              <Fragment key={key}>
                {i > 0 && ` ${between(pressed[0])} `}
                <Kbd>{key}</Kbd>
              </Fragment>
            ))}
          </dt>
          <dd>{does}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
