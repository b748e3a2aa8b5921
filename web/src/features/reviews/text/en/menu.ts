/** What the menu calls this feature's screens. */
export const reviewsMenu = {
  "nav.reviews": "Reviews",
  "kind.review": "Review",
} as const;
