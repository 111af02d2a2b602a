import {
  Box,
  Cloud,
  Cookie,
  Database,
  FileBadge,
  FileJson,
  HardDrive,
  KeyRound,
  LogIn,
  type LucideIcon,
  Mail,
  MessageCircle,
  MonitorUp,
  Notebook,
  Route,
  ScanFace,
  Send,
  ShieldCheck,
  Signature,
  Smartphone,
  Sparkles,
  Table,
  UserRound,
} from "lucide-react";

import { cn } from "@/lib/cn";

/** Pictures of types by the names that the host gives them; a new one without has a key. */
const ICONS: Record<string, LucideIcon> = {
  box: Box,
  cloud: Cloud,
  cookie: Cookie,
  database: Database,
  "file-badge": FileBadge,
  "file-json": FileJson,
  "hard-drive": HardDrive,
  "log-in": LogIn,
  mail: Mail,
  "message-circle": MessageCircle,
  "monitor-up": MonitorUp,
  notebook: Notebook,
  route: Route,
  "scan-face": ScanFace,
  send: Send,
  "shield-check": ShieldCheck,
  signature: Signature,
  smartphone: Smartphone,
  sparkles: Sparkles,
  table: Table,
  "user-round": UserRound,
};

export function TypeIcon({ icon, className }: { icon: string | undefined; className?: string }) {
  const Icon = ICONS[icon ?? ""] ?? KeyRound;
  return (
    <span
      className={cn(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-lg bg-hover text-ink-soft [&_svg]:size-4",
        className,
      )}
    >
      <Icon aria-hidden />
    </span>
  );
}
