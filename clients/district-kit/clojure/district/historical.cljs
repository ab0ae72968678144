(ns district.historical
  "Letters with their past, from the system that the district had before."
  (:require [district.mailbox :as mailbox]
            [district.refusal :refer [bad-input details-of]]
            [district.rules :refer [text]]))

(def ^:private most-at-once 200)

(def ^:private plain
  {:channel "ONLINE" :entrance "PORTAL" :publicityWish "PRIVATE" :isAssisted false :account nil
   :place nil :category nil :beneficiary nil
   :jointSignatories [] :representatives [] :accusedUnits []})

(defn- check-historical [{:keys [reply repliedAt] :as letter}]
  (when-not (= (nil? reply) (nil? repliedAt))
    (throw (bad-input "reply" "reply and repliedAt together" "only one of them")))
  (merge plain
         (select-keys letter [:type :submittedAt])
         {:sourceNumber (text "sourceNumber" (:sourceNumber letter) 100)
          :title (text "title" (:title letter) 100)
          :content (text "content" (:content letter) 10000)
          :petitioner {:kind "PERSON" :name (text "author" (:author letter) 100)}
          :history {:reply reply :repliedAt repliedAt}}))

(defn- ^:async import-one! [mailbox letter]
  (try
    (if (await (mailbox/import! mailbox (check-historical letter))) :imported :alreadyPresent)
    (catch :default error
      (if (details-of error)
        {:sourceNumber (:sourceNumber letter) :reason (ex-message error)}
        (throw error)))))

(defn ^:async import-all!
  "One bad letter keeps no other from being loaded."
  [mailbox letters]
  (when (< most-at-once (count letters))
    (throw (bad-input "letters" (str "at most " most-at-once " letters") (str (count letters)))))
  (loop [[letter & others] letters
         result {:imported 0 :alreadyPresent 0 :rejected []}]
    (if (nil? letter)
      result
      (let [outcome (await (import-one! mailbox letter))]
        (recur others (if (map? outcome)
                        (update result :rejected conj outcome)
                        (update result outcome inc)))))))
