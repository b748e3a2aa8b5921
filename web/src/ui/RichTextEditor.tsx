import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import { useLatest } from "./latest";
import { type Editor, EditorContent, useEditor, useEditorState } from "@tiptap/react";
import { type ComponentType, type SyntheticEvent, useEffect, useRef, useState } from "react";

import { t } from "../text";
import { safeAddress } from "./address";
import { extensions } from "./extensions";
import { BoldIcon, BulletsIcon, ItalicIcon, LinkIcon, NumbersIcon } from "./icons";
import type { RichTextProps } from "./RichText";
import { pasted } from "./pasted";

/** The caret stays clear of the bars that lie upon the page, above and below. */
const SCROLL = { top: 80, bottom: 120, left: 0, right: 0 };

/** The editor. Its style comes from our own sheet; it inserts none. */
export default function RichTextEditor({
  value,
  epoch = 0,
  onChange,
  label,
  labelledBy,
  describedBy,
  invalid,
  placeholder,
  lines = 5,
}: RichTextProps) {
  const latest = useLatest(onChange);
  const attributes: Record<string, string> = { role: "textbox", "aria-multiline": "true", class: "rich editor-text" };
  if (labelledBy) attributes["aria-labelledby"] = labelledBy;
  else attributes["aria-label"] = label;
  if (describedBy) attributes["aria-describedby"] = describedBy;
  if (invalid) attributes["aria-invalid"] = "true";
  if (placeholder) attributes["aria-placeholder"] = placeholder;
  const editor = useEditor({
    extensions,
    content: value,
    injectCSS: false,
    editorProps: { attributes, transformPastedHTML: pasted, scrollMargin: SCROLL, scrollThreshold: SCROLL },
    onUpdate: ({ editor: own }) => latest.current(own.isEmpty ? "" : own.getHTML()),
  });
  const shown = useRef(epoch);
  useEffect(() => {
    if (shown.current === epoch) return;
    shown.current = epoch;
    editor.commands.setContent(value, { emitUpdate: false });
  }, [editor, epoch, value]);
  const style = { minHeight: `calc(${lines} * 1.55em)`, "--placeholder": JSON.stringify(placeholder ?? "") };
  return (
    <div className="editor" data-invalid={invalid || undefined}>
      <Tools editor={editor} label={label} />
      <EditorContent editor={editor} style={style} />
    </div>
  );
}

function Tools({ editor, label }: { editor: Editor; label: string }) {
  const on = useEditorState({
    editor,
    selector: ({ editor: own }) => ({
      bold: own.isActive("bold"),
      italic: own.isActive("italic"),
      bullets: own.isActive("bulletList"),
      numbers: own.isActive("orderedList"),
      link: own.isActive("link"),
    }),
  });
  const chain = (): ReturnType<Editor["chain"]> => editor.chain().focus();
  return (
    <div className="editor-tools" role="group" aria-label={`${t("editor.tools")}: ${label}`}>
      <Tool name={t("editor.bold")} icon={BoldIcon} on={on.bold} run={() => chain().toggleBold().run()} />
      <Tool name={t("editor.italic")} icon={ItalicIcon} on={on.italic} run={() => chain().toggleItalic().run()} />
      <LinkTool editor={editor} on={on.link} />
      <Tool
        name={t("editor.bullets")}
        icon={BulletsIcon}
        on={on.bullets}
        run={() => chain().toggleBulletList().run()}
      />
      <Tool
        name={t("editor.numbers")}
        icon={NumbersIcon}
        on={on.numbers}
        run={() => chain().toggleOrderedList().run()}
      />
    </div>
  );
}

interface Tooled {
  name: string;
  icon: ComponentType<{ size?: number }>;
  on: boolean;
  run: () => void;
}

function Tool({ name, icon: Icon, on, run }: Tooled) {
  return (
    <ActionIcon
      variant={on ? "light" : "subtle"}
      color={on ? undefined : "gray"}
      size={30}
      aria-label={name}
      aria-pressed={on}
      title={name}
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      <Icon size={16} />
    </ActionIcon>
  );
}

function LinkTool({ editor, on }: { editor: Editor; on: boolean }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withArrow shadow="md" width={300}>
      <Popover.Target>
        <ActionIcon
          variant={on ? "light" : "subtle"}
          color={on ? undefined : "gray"}
          size={30}
          aria-label={t("editor.link")}
          aria-pressed={on}
          title={t("editor.link")}
          onClick={() => setOpened(!opened)}
        >
          <LinkIcon size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("editor.link")}>
        {opened && <LinkForm editor={editor} on={on} close={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function LinkForm({ editor, on, close }: { editor: Editor; on: boolean; close: () => void }) {
  const [address, setAddress] = useState(() => String(editor.getAttributes("link")["href"] ?? ""));
  const [wrong, setWrong] = useState(false);
  const set = (event: SyntheticEvent): void => {
    event.preventDefault();
    const href = complete(address);
    if (!href) {
      setWrong(true);
      return;
    }
    link(editor, href, address, on);
    close();
  };
  const remove = (): void => {
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
    close();
  };
  return (
    <form onSubmit={set}>
      <TextInput
        label={t("editor.link.address")}
        placeholder="https://"
        value={address}
        error={wrong && t("editor.link.wrong")}
        onChange={(event) => setAddress(event.currentTarget.value)}
        data-autofocus
      />
      <Button.Group mt="sm">
        <Button type="submit" size="xs">
          {t("editor.link.set")}
        </Button>
        {on && (
          <Button size="xs" variant="default" onClick={remove}>
            {t("editor.link.remove")}
          </Button>
        )}
      </Button.Group>
    </form>
  );
}

/** An address as it was meant: `example.com` is one, too. */
function complete(address: string): string | null {
  const typed = address.trim();
  return safeAddress(/^[\w-]+(\.[\w-]+)+/.test(typed) ? `https://${typed}` : typed);
}

/** Link what is selected; where nothing is, the address itself is written. */
function link(editor: Editor, href: string, text: string, on: boolean): void {
  const chain = editor.chain().focus().extendMarkRange("link");
  const written = [{ type: "text", text, marks: [{ type: "link", attrs: { href } }] }];
  if (editor.state.selection.empty && !on) chain.insertContent(written).run();
  else chain.setLink({ href }).run();
}
