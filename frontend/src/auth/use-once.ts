import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

/** Does something as soon as its page is there, once: links of mails and issuers are good for one use. */
export function useOnce<Result>(act: () => Promise<Result>) {
  const mutation = useMutation({ mutationFn: act, meta: { quiet: true } });
  const begun = useRef(false);
  const { mutate } = mutation;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate();
  }, [mutate]);
  return mutation;
}
