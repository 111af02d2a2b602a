import { language } from "@/lib/i18n";

const CENT = 0.01;

/** Returns US dollars, below a cent with the two digits that count: `$1.20`, `$0.00013`. */
export function dollars(value: number): string {
  const small = value !== 0 && Math.abs(value) < CENT;
  return value.toLocaleString(language(), {
    style: "currency",
    currency: "USD",
    ...(small ? { maximumSignificantDigits: 2 } : {}),
  });
}
