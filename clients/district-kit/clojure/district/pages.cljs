(ns district.pages
  "Pages of a list. A cursor is a letter's place, so what comes meanwhile moves no page."
  (:require ["node:buffer" :refer [Buffer]]
            [district.refusal :refer [bad-input refusal]]))

(defn- cursor-of [{:keys [id]}]
  (.toString (.from Buffer id) "base64url"))

(defn- letters-after [letters after]
  (if (nil? after)
    letters
    (let [from-there (drop-while #(not= after (cursor-of %)) letters)]
      (when (empty? from-there)
        (throw (refusal "CURSOR_INVALID" "after: expected a cursor of this list." :argument "after")))
      (rest from-there))))

(defn page [letters first-count after]
  (when-not (<= 1 first-count 100)
    (throw (bad-input "first" "1 to 100" (str first-count))))
  (let [left (letters-after letters after)
        edges (mapv #(hash-map :cursor (cursor-of %) :node %) (take first-count left))]
    {:edges edges
     :pageInfo {:hasNextPage (some? (seq (drop first-count left)))
                :hasPreviousPage (< (count left) (count letters))
                :startCursor (:cursor (first edges))
                :endCursor (:cursor (peek edges))}}))
