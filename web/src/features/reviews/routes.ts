/** The addresses of this feature's screens; `:id` stands for one of them. Emails link to these: a test compares them with the
 * server's own list (`kernel/screens.py`). */
export const routes = {
  reviews: "/reviews",
  review: "/reviews/:id",
  formerReview: "/reviews/:id/former",
} as const;
