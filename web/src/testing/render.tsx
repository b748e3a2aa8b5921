import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, render as rendered } from "@testing-library/react";
import { type UserEvent, userEvent } from "@testing-library/user-event";
import { type ReactNode, Suspense } from "react";
import { afterEach, vi } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import type { Me } from "../api/contract";
import { KnowMe } from "../api/me";
import { Toasts } from "../ui/toasts";
import { type Answers, type Asked, fakeApi } from "./api";

/** Someone without a role and without reports. */
export const ADA: Me = {
  id: "ada",
  name: "Ada Byron",
  email: "ada@example.test",
  person: { id: "ada", name: "Ada Byron" },
  title: "Engineer",
  department: "Product",
  location: "Berlin",
  time_zone: "Europe/Berlin",
  display_time_zone: "Europe/Berlin",
  roles: [],
  unconfirmed_roles: [],
  manager: { id: "ben", name: "Ben Dahl" },
  has_reports: false,
  features: { reflections: true },
};

export const HR: Me = { ...ADA, id: "hr", name: "Hanna Roth", roles: ["hr_admin"] };

interface Given {
  /** The address, with its query. */
  route?: string;
  /** What the API answers; a route that is asked and is not here fails the test. */
  api?: Answers;
  me?: Me;
}

interface Rendered {
  user: UserEvent;
  /** What was asked of the API, the newest last. */
  calls: Asked[];
  /** Where the address is by now. */
  address: () => string;
}

/** Show a component as the signed-in part of the client does: with an address, a person and an API. Ask `screen` for what it shows. */
export function render(shown: ReactNode, { route = "/", api = {}, me = ADA }: Given = {}): Rendered {
  browser();
  const calls = fakeApi(api);
  const { hook, searchHook, history } = memoryLocation({ path: route, record: true });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  rendered(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <Toasts>
          <Router hook={hook} searchHook={searchHook}>
            <KnowMe me={me}>
              <Suspense>{shown}</Suspense>
            </KnowMe>
          </Router>
        </Toasts>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { user: userEvent.setup(), calls, address: () => history.at(-1) ?? route };
}

/** What jsdom has not: nothing is ever measured in it. */
function browser(): void {
  const nothing = (): void => undefined;
  vi.stubGlobal("matchMedia", (media: string) => ({
    ...{ media, matches: false, addEventListener: nothing, removeEventListener: nothing },
    ...{ addListener: nothing, removeListener: nothing },
  }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = nothing;
      unobserve = nothing;
      disconnect = nothing;
    },
  );
  Element.prototype.scrollIntoView = nothing;
  const fonts = { addEventListener: nothing, removeEventListener: nothing };
  Object.defineProperty(document, "fonts", { value: fonts, configurable: true });
}

afterEach(cleanup);
// A busy machine takes its time; what never comes fails all the same.
configure({ asyncUtilTimeout: 10_000 });
