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

export const CATEGORY_LOOKS: Record<Category, { label: string; icon: LucideIcon }> = {
  monitor: { label: "Watch", icon: Binoculars },
  collect: { label: "Collect", icon: Blocks },
  content: { label: "Read and write", icon: FileText },
  forms: { label: "Fill forms", icon: TextCursorInput },
  files: { label: "Files", icon: FolderDown },
  quality: { label: "Quality", icon: ShieldCheck },
  connect: { label: "Connect", icon: Network },
  control: { label: "Control", icon: GitBranch },
};
