import {
  Binoculars,
  Blocks,
  FileText,
  FolderDown,
  GitBranch,
  type LucideIcon,
  Network,
  ShieldCheck,
  TextCursorInput,
} from "lucide-react";

import type { Category } from "@/api/templates";
import { msg } from "@/lib/i18n";

export const CATEGORY_LOOKS: Record<Category, { label: string; icon: LucideIcon }> = {
  monitor: { label: msg("Watch"), icon: Binoculars },
  collect: { label: msg("Collect"), icon: Blocks },
  content: { label: msg("Read and write"), icon: FileText },
  forms: { label: msg("Fill forms"), icon: TextCursorInput },
  files: { label: msg("Files"), icon: FolderDown },
  quality: { label: msg("Quality"), icon: ShieldCheck },
  connect: { label: msg("Connect"), icon: Network },
  control: { label: msg("Control"), icon: GitBranch },
};
