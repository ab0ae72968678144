/** What every subgraph of the test graphs begins with. */
export const LINK = `
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: [
      "@key", "@shareable", "@external", "@requires", "@provides", "@override"
      "@inaccessible", "@interfaceObject", "@context", "@fromContext"
    ]
  )
`;
