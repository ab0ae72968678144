const FRAGMENTS = /* GraphQL */ `
  fragment User on User {
    id
    username
    name
  }
  fragment Review on Review {
    id
    body
  }
  fragment Product on Product {
    inStock
    name
    price
    shippingEstimate
    upc
    weight
  }
`;

/** The classic: users and products, each joined with reviews three levels deep. */
export const LARGE_QUERY = /* GraphQL */ `
  query Large {
    users {
      ...User
      reviews {
        ...Review
        product {
          ...Product
          reviews {
            ...Review
            author {
              ...User
              reviews {
                ...Review
                product {
                  ...Product
                }
              }
            }
          }
        }
      }
    }
    topProducts {
      ...Product
      reviews {
        ...Review
        author {
          ...User
          reviews {
            ...Review
            product {
              ...Product
            }
          }
        }
      }
    }
  }
  ${FRAGMENTS}
`;

/** One root fetch and one joined subgraph. */
export const SMALL_QUERY = /* GraphQL */ `
  query Small($first: Int!) {
    topProducts(first: $first) {
      upc
      name
      inStock
    }
  }
`;
