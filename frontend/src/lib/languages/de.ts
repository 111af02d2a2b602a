import type { Texts } from "@/lib/i18n";

const de: Texts = {};

export default de;
