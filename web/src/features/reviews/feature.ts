import { lazy } from "react";

import { speaking } from "../../text/speaking";
import { type Feature, screen } from "../../ui/feature";
import { ReviewsIcon } from "../../ui/icons";
import { routes } from "./routes";
import { reviewsMenu } from "./text/en/menu";

const reviewsWith = () => import("./ReviewsWith");
const { t } = speaking(reviewsMenu);

/** Reviews: to read, to write, to sign. */
export const feature: Feature = {
  name: "reviews",
  screens: [
    screen(routes.reviews, () => import("./Reviews")),
    screen(routes.review, () => import("./Review"), { wide: true }),
    screen(routes.formerReview, () => import("./Former"), { wide: true }),
  ],
  kinds: [
    {
      kind: "review",
      title: t("kind.review"),
      icon: ReviewsIcon,
      state: lazy(() => import("./states").then(({ StandingTag }) => ({ default: StandingTag }))),
    },
  ],
  withPerson: [
    {
      name: "current",
      order: 20,
      show: lazy(() => reviewsWith().then((all) => ({ default: all.CurrentReviewsWith }))),
    },
    { name: "past", order: 90, show: lazy(() => reviewsWith().then((all) => ({ default: all.PastReviewsWith }))) },
  ],
  addsNow: lazy(() => import("./ToWrite")),
  menu: [{ path: routes.reviews, title: t("nav.reviews"), icon: ReviewsIcon, key: "r" }],
};
