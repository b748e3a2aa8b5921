import { TextInput, type TextInputProps } from "@mantine/core";

import { SearchIcon } from "./icons";

interface Props extends Pick<TextInputProps, "flex" | "mb"> {
  label: string;
  value: string;
  change: (words: string) => void;
}

/** Words by which a list is searched. They stand in the address of the screen, so that a link and "back" keep them. */
export function SearchField({ label, value, change, ...place }: Props) {
  return (
    <TextInput
      {...place}
      type="search"
      maw="26rem"
      aria-label={label}
      placeholder={label}
      leftSection={<SearchIcon size={16} />}
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
