import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { useSession } from "@/api/session";
import { entrySearch } from "@/auth/search";
import { SignInPage } from "@/auth/sign-in-page";
import { answers, refuses } from "@/mocks/answers";
import { shown } from "@/mocks/shown";

const PLACE = { path: "/sign-in", component: SignInPage, validateSearch: entrySearch };

beforeEach(() => {
  useSession.setState({ session: { kind: "none", ended: false } });
  answers("get", "/api/v1/auth", {
    accounts: "there",
    open: false,
    sign_up: true,
    guests: true,
    mails: "sent",
    issuers: [{ name: "work", title: "Larkhill" }],
    session: false,
    guest: false,
  });
});

async function signIn() {
  await userEvent.type(await screen.findByLabelText("E-mail address"), "ada@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "a tidy lantern sings");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

test("a wrong password is said, and the address stays", async () => {
  refuses("post", "/api/v1/auth/sign-in", {
    status: 401,
    code: "auth.wrong",
    detail: "Address or password is wrong.",
  });
  shown("/sign-in", PLACE);
  await signIn();
  expect(await screen.findByRole("alert")).toHaveTextContent("Address or password is wrong.");
  expect(screen.getByLabelText("E-mail address")).toHaveValue("ada@example.com");
});

test("an account with codes is asked for one", async () => {
  refuses("post", "/api/v1/auth/sign-in", {
    status: 401,
    code: "auth.code_required",
    detail: "A code is needed.",
  });
  shown("/sign-in", PLACE);
  await signIn();
  expect(await screen.findByLabelText("Code of your authenticator app")).toBeVisible();
});

test("outside issuers stand beside", async () => {
  shown("/sign-in", PLACE);
  expect(await screen.findByRole("button", { name: "Go on with Larkhill" })).toBeVisible();
});
