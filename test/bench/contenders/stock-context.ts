export interface StockContext {
  authorization?: string | undefined;
}
