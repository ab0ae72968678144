type CreateElement = (name: string, options?: ElementCreationOptions) => Element;

/**
 * Parts of the component library write styles without the nonce that they are given elsewhere (the
 * width of scroll bars, the lock of a dialog's background): every style made by the page gets it.
 */
export function giveStylesNonce(nonce: string): void {
  const create = (Reflect.get(document, 'createElement') as CreateElement).bind(document);
  const createWithNonce: CreateElement = (name, options) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  Object.defineProperty(document, 'createElement', { value: createWithNonce, configurable: true });
}
