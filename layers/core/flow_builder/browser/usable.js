// The index of the first element that is visible and not disabled in any of the usual ways, or -1.
(elements) =>
  elements.findIndex(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.getClientRects().length > 0 &&
      !element.matches(":disabled") &&
      !element.closest('[aria-disabled="true"], [disabled], .disabled'),
  )
