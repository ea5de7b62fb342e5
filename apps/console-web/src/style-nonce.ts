declare global {
  interface Window {
    /** Where `get-nonce` looks, which locks the page's scrolling behind dialogs. */
    __webpack_nonce__?: string
  }
}

// The build puts it there; browsers hide the attribute, and keep the property.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
window.__webpack_nonce__ = nonce

/** What the page's policy wants to see on styles that are made as the page runs. */
export function styleNonce(): string {
  return nonce
}
