import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowRight, CalendarClock, MonitorPlay, PencilRuler, Table2 } from "lucide-react";
import type { ReactNode } from "react";

import { signInOptionsQuery } from "@/api/auth";
import { enterAsGuest, useSession } from "@/api/session";
import { ProblemNote } from "@/components/problem-note";
import { Button } from "@/components/ui/button";
import { LivePicture } from "@/landing/live-picture";
import { noteEntered } from "@/lib/entered";
import { t } from "@/lib/i18n";

/** What this is, and the way in. */
export function LandingPage() {
  return (
    <div className="h-full overflow-y-auto bg-ground bg-[radial-gradient(80rem_40rem_at_50%_-12rem,var(--accent-soft),transparent)]">
      <header className="mx-auto flex max-w-6xl items-center gap-3 px-5 py-4">
        <span className="mr-auto flex items-center gap-2 font-semibold tracking-tight">
          <img src="/favicon.svg" alt="" className="size-7" />
          Flow Builder
        </span>
        <Button asChild look="quiet">
          <a href="/docs">{t("API")}</a>
        </Button>
        <SignInLink />
      </header>
      <main className="mx-auto max-w-6xl px-5 pt-8 pb-16 sm:pt-14">
        <div className="mx-auto max-w-3xl text-center">
          <h1 className="text-3xl leading-tight font-semibold tracking-tight text-balance sm:text-5xl sm:leading-[1.1]">
            {t("Automate the web without babysitting servers")}
          </h1>
          <p className="mx-auto mt-4 max-w-2xl text-base text-balance text-ink-soft sm:text-lg sm:leading-7">
            {t(
              "Draw a flow, run it now, every morning or from a webhook, watch it work in a real browser, and take the data out.",
            )}
          </p>
          <Entrance />
        </div>
        <div className="mt-10 sm:mt-14">
          <LivePicture />
          <p className="mt-2 text-center text-xs text-ink-faint">
            {t("A recorded run of the template Price watch.")}
          </p>
        </div>
        <div className="mt-12 grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-4">
          <Reason icon={<PencilRuler />} title={t("Draw it")}>
            {t(
              "Over a hundred kinds of steps: browsers, APIs, files, AI, AWS. Each is checked while you draw.",
            )}
          </Reason>
          <Reason icon={<MonitorPlay />} title={t("Watch it")}>
            {t(
              "Steps light up as they run, with pictures of the page, and say why when something goes wrong.",
            )}
          </Reason>
          <Reason icon={<Table2 />} title={t("Take the data")}>
            {t("As a table, CSV, Excel or JSON, in a dataset that grows, or straight to where it is needed.")}
          </Reason>
          <Reason icon={<CalendarClock />} title={t("Forget about it")}>
            {t("Every morning, each hour, or when a webhook calls. What fails is tried again and told of.")}
          </Reason>
        </div>
      </main>
    </div>
  );
}

function SignInLink() {
  const options = useQuery(signInOptionsQuery).data;
  if (options?.accounts !== "there") return null;
  return (
    <Button asChild>
      <Link to="/sign-in">{t("Sign in")}</Link>
    </Button>
  );
}

const PRIMARY = "h-11 px-5 text-base";

/** On an open machine straight into the app; elsewhere as a guest or with an account. */
function Entrance() {
  const navigate = useNavigate();
  const options = useQuery(signInOptionsQuery);
  const local = useSession((state) => state.session?.kind === "local");
  const begin = useMutation({
    mutationFn: enterAsGuest,
    onSuccess: () => navigate({ to: "/start" }),
    meta: { quiet: true },
  });
  const open = () => {
    noteEntered();
    void navigate({ to: "/start" });
  };
  const { guests, accounts, sign_up: signUp } = options.data ?? {};
  return (
    <div className="mt-7">
      <div className="flex min-h-11 flex-wrap justify-center gap-3">
        {local ? (
          <Button look="primary" className={PRIMARY} onClick={open}>
            {t("Open the editor")}
            <ArrowRight />
          </Button>
        ) : (
          guests && (
            <Button
              look="primary"
              className={PRIMARY}
              disabled={begin.isPending}
              onClick={() => begin.mutate()}
            >
              {t("Start as guest")}
              <ArrowRight />
            </Button>
          )
        )}
        {accounts === "none" && (
          <Button asChild className={PRIMARY}>
            <Link to="/setup">{t("Create the owner's account")}</Link>
          </Button>
        )}
        {accounts === "there" && signUp && (
          <Button asChild look={guests ? "plain" : "primary"} className={PRIMARY}>
            <Link to="/sign-up">{t("Sign up")}</Link>
          </Button>
        )}
      </div>
      {options.data && (
        <p className="mt-3 text-xs text-ink-faint">
          {local
            ? t("This machine needs no account: everything stays on it.")
            : guests &&
              t("No sign-up: 72 hours, 50 credits, everything included. An account keeps what you make.")}
        </p>
      )}
      <div className="mx-auto mt-4 max-w-md text-left">
        <ProblemNote error={begin.error ?? options.error} />
      </div>
    </div>
  );
}

function Reason({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section>
      <span className="flex size-9 items-center justify-center rounded-lg bg-accent-soft text-accent [&_svg]:size-4.5">
        {icon}
      </span>
      <h2 className="mt-3 text-base font-semibold">{title}</h2>
      <p className="mt-1 text-sm text-ink-soft">{children}</p>
    </section>
  );
}
