/** The texts of rating scales and axes. */
export const scale = {
  "hr.options.x": "Horizontal axis",
  "hr.options.y": "Vertical axis",
  "hr.scale.1": "Rarely",
  "hr.scale.2": "Sometimes",
  "hr.scale.3": "Often",
  "hr.scale.4": "Usually",
  "hr.scale.5": "Always",
  "hr.scale.step": "Step {n}",
  "hr.scale.add": "Add step",
  "hr.scale.remove": "Remove {name}",
} as const;
