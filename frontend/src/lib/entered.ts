/** Whether somebody has opened the app from the front page of this browser before: then they need not see it again. */
const PLACE = "entered";

export function entered(): boolean {
  return localStorage.getItem(PLACE) !== null;
}

export function noteEntered(): void {
  localStorage.setItem(PLACE, "1");
}
