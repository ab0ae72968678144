(ns district.refusal
  "What callers may be told: a code of the contract, and what was expected.")

(defn refusal [code message & {:as details}]
  (ex-info message (assoc details :code code)))

(defn bad-input
  "Never repeats what was written: `received` is said in our words."
  [argument expected received]
  (refusal "BAD_USER_INPUT"
           (str argument ": expected " expected ", but got " received ".")
           :argument argument :expected expected :received received))

(defn forbidden []
  (refusal "FORBIDDEN" "This is not yours to do or see."))

(defn unauthenticated []
  (refusal "UNAUTHENTICATED" "Sign in first, by a token of the city's gateway for this district."))

(defn details-of
  "What a refusal says, nil for any other error; whatever was wrapped around it on the way."
  [error]
  (->> (iterate #(or (ex-cause %) (.-originalError %)) error)
       (take-while some?)
       (some #(when (:code (ex-data %)) (ex-data %)))))
