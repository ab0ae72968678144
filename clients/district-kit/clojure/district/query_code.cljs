(ns district.query-code
  "查询码 (R16): XXXXX-XXXXX-XXXXX, seventy bits that nobody can guess and a sign that checks them."
  (:require ["node:crypto" :as crypto]
            [clojure.string :as string]))

(def ^:private alphabet "ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
(def ^:private random-signs 14)

(defn- times-root
  "In GF(32) by x^5 + x^2 + 1."
  [value]
  (let [doubled (bit-shift-left value 1)]
    (if (< doubled 32) doubled (bit-xor doubled 2r100101))))

(defn- check-value [values]
  (times-root (reduce #(bit-xor (times-root %1) %2) 0 values)))

(defn- spell [values]
  (->> values (map #(nth alphabet %)) (partition 5) (map string/join) (string/join "-")))

(defn create []
  (let [values (vec (repeatedly random-signs #(crypto/randomInt 32)))]
    (spell (conj values (check-value values)))))

(defn digest
  "What is stored and told to the city instead of the code."
  [code]
  (-> (crypto/createHash "sha256")
      (.update (string/replace (string/upper-case code) #"[^A-Z0-9]" ""))
      (.digest "hex")))
