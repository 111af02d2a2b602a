import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { Tooltip } from "radix-ui";
import { expect, test, vi } from "vitest";

import { Button } from "@/components/ui/button";
import { useCan } from "@/hooks/use-can";
import { server } from "@/mocks/server";

const publish = vi.fn();

function Publish() {
  return (
    <Button refused={useCan("flows_publish").why} onClick={publish}>
      Publish
    </Button>
  );
}

function shown(refused: Record<string, string>) {
  server.use(
    http.get("*/api/v1/account", () =>
      HttpResponse.json({ kind: "user", workspace: "ws", role: "viewer", user: null, refused }),
    ),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider delayDuration={0}>
        <Publish />
      </Tooltip.Provider>
    </QueryClientProvider>,
  );
}

test("what a role is too little for does nothing and says why", async () => {
  shown({ flows_publish: "editor" });
  await vi.waitFor(() => expect(screen.getByRole("button")).toHaveAttribute("aria-disabled"));
  await userEvent.tab();
  expect(await screen.findByRole("tooltip")).toHaveTextContent(
    "This needs the role Editor; yours is Viewer.",
  );
  await userEvent.click(screen.getByRole("button"));
  expect(publish).not.toHaveBeenCalled();
});

test("what one may do is as ever", async () => {
  shown({});
  await userEvent.click(screen.getByRole("button"));
  expect(publish).toHaveBeenCalledOnce();
});
