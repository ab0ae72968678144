/**
 * Parts of the component library write styles without the nonce that they are given elsewhere (the
 * width of scroll bars, the lock of a dialog's background): every style made by the page gets it.
 */
export function giveStylesNonce(nonce: string): void {
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
