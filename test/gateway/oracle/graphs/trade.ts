import { LINK } from './link.ts';

/** Fields that require others with arguments, several of them the same with different ones. */
export const TRADE = {
  goods: `${LINK}
    type Query { goods(first: Int): [Good!] good(sku: ID!): Good offers: [Offer] }
    type Subscription { arrived(sku: ID): Good offered(first: Int): [Offer!]! }
    interface Offer { id: ID! cost(in: Currency! = CNY): Int }
    type Good implements Offer @key(fields: "id") @key(fields: "sku") {
      id: ID!
      sku: ID!
      name: String
      grams: Int
      price(in: Currency!, net: Boolean = false): Int
      cost(in: Currency! = CNY): Int
      shelf: Shelf
      parts(first: Int): [Good!]
    }
    type Service implements Offer @key(fields: "id") {
      id: ID!
      cost(in: Currency! = CNY): Int
      price(in: Currency!, net: Boolean = false): Int
    }
    type Shelf { mean(in: Currency!): Int room: Int }
    enum Currency { CNY EUR USD }
  `,
  costs: `${LINK}
    type Query { cheapest: Good dearest: [Good] }
    type Subscription { cheapened: Good! }
    type Good @key(fields: "id") {
      id: ID!
      grams: Int @external
      price(in: Currency!, net: Boolean = false): Int @external
      shelf: Shelf @external
      freight: Int @requires(fields: "price(in: USD) grams")
      duty: Int @requires(fields: "price(in: EUR)")
      tax: Int! @requires(fields: "price(in: EUR, net: true) shelf { room }")
      isDear: Boolean @requires(fields: "shelf { mean(in: USD) }")
      isCheap: Boolean @requires(fields: "shelf { mean(in: EUR) }")
      substitute: Good @requires(fields: "price(in: CNY)")
      rank(of: Int = 3): Int @requires(fields: "grams")
    }
    type Service @key(fields: "id") {
      id: ID!
      price(in: Currency!, net: Boolean = false): Int @external
      duty: Int @requires(fields: "price(in: USD)")
    }
    type Shelf @external { mean(in: Currency!): Int room: Int }
    enum Currency { CNY EUR USD }
  `,
  stock: `${LINK}
    type Query { stocked: [Good] }
    type Good @key(fields: "sku") {
      sku: ID!
      price(in: Currency!, net: Boolean = false): Int @external
      worth: Int @requires(fields: "price(in: CNY, net: true)")
      stocked: Int
    }
    enum Currency { CNY EUR USD }
  `,
};
