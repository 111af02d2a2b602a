export function AccountPage() {
  return <main className="flex-1" />;
}
