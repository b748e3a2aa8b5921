/** An input for numbers is a tenth of what the writing screen may weigh, and few questionnaires ask for one. */
export { NumberInput as default } from "@mantine/core";
