/** The invitation that somebody followed before they had an account, kept until they have. */
const PLACE = "invitation";

export function keep(token: string): void {
  localStorage.setItem(PLACE, token);
}

export function forget(): void {
  localStorage.removeItem(PLACE);
}

/** Returns where somebody goes on who has just come in. */
export function destination(to?: string): string {
  const invitation = localStorage.getItem(PLACE);
  return invitation ? `/invitations#${invitation}` : (to ?? "/start");
}
