(ns district.mailbox
  "The district's letters: one value in memory, rebuilt from the journal at each start."
  (:require ["node:crypto" :as crypto]
            [district.journal :as journal]
            [district.query-code :as query-code]
            [district.refusal :refer [refusal]]))

(def ^:private nothing
  {:letters {} :by-account {} :sources #{} :receipts {} :unregistered #{} :cursor nil})

(defmulti learn
  "What is known once an entry of the journal is."
  (fn [_known entry] (:kind entry)))

(defmethod learn "letter" [known {:keys [letter retry]}]
  (let [{:keys [id account sourceNumber]} letter]
    (cond-> (-> known
                (assoc-in [:letters id] letter)
                (update :unregistered conj id))
      account (update-in [:by-account account] (fnil conj []) letter)
      sourceNumber (update :sources conj sourceNumber)
      retry (assoc-in [:receipts [(:actor retry) (:key retry)]] (assoc retry :letter letter)))))

(defmethod learn "registered" [known {:keys [id]}]
  (update known :unregistered disj id))

(defmethod learn "assignment" [known {:keys [cursor]}]
  (assoc known :cursor cursor))

(defn ^:async open [{:keys [district path]}]
  (let [{:keys [journal entries]} (await (journal/open path))]
    {:district district
     :journal journal
     :known (atom (reduce learn nothing entries))
     :turn (atom (js/Promise.resolve))}))

(defn- in-turn!
  "One piece of work after another, so that of two retries at once the second finds what the first stored."
  [{:keys [turn]} work]
  (let [done (.then @turn work)]
    (reset! turn (.catch done (constantly nil)))
    done))

(defn- ^:async write! [{:keys [journal known]} entry]
  (await (journal/append! journal entry))
  (swap! known learn entry))

(defn- now []
  (.toISOString (js/Date.)))

(defn- digest [letter]
  (-> (crypto/createHash "sha256")
      (.update (pr-str (into (sorted-map) letter)))
      (.digest "hex")))

(defn- receipt [letter code]
  {:petition letter :queryCode code :submittedAt (:submittedAt letter)})

(defn- ^:async store! [{:keys [district] :as mailbox} letter code retry]
  (let [kept (assoc letter
                    :id (str district ":" (crypto/randomUUID))
                    :queryCodeHash (query-code/digest code))]
    (await (write! mailbox {:kind "letter" :letter kept :retry retry}))
    kept))

(defn letter-by-id [{:keys [known]} id]
  (get-in @known [:letters id]))

(defn letters-of
  "Newest first."
  [{:keys [known]} account]
  (rseq (get-in @known [:by-account account] [])))

(defn- ^:async submit-once! [{:keys [known] :as mailbox} {:keys [actor letter key]}]
  (let [asked (digest letter)
        earlier (when key (get-in @known [:receipts [(:id actor) key]]))]
    (cond
      (nil? earlier)
      (let [code (query-code/create)
            fresh (assoc letter
                         :account (when-not (:isAssisted letter) (:id actor))
                         :submittedAt (now))
            retry (when key {:actor (:id actor) :key key :asked asked :code code})]
        (receipt (await (store! mailbox fresh code retry)) code))

      (= asked (:asked earlier)) (receipt (:letter earlier) (:code earlier))

      :else (throw (refusal "IDEMPOTENCY_KEY_REUSED"
                            "idempotencyKey: expected a new key for another letter."
                            :argument "idempotencyKey")))))

(defn submit!
  "The receipt, once the letter is on the disk."
  [mailbox submission]
  (in-turn! mailbox #(submit-once! mailbox submission)))

(defn import!
  "Whether the letter is new: a source number is imported once."
  [{:keys [known] :as mailbox} letter]
  (in-turn! mailbox
            (^:async fn []
              (if ((:sources @known) (:sourceNumber letter))
                false
                (some? (await (store! mailbox letter (query-code/create) nil)))))))

(defn unregistered [{:keys [known]}]
  (map (:letters @known) (:unregistered @known)))

(defn some-unregistered
  "Resolves once there is something to register."
  [{:keys [known]}]
  (let [news (js/Promise.withResolvers)
        tell! #(when (seq (:unregistered %)) (.resolve news nil))]
    (add-watch known ::news (fn [_key _known _before now] (tell! now)))
    (tell! @known)
    (.finally (.-promise news) #(remove-watch known ::news))))

(defn mark-registered! [mailbox id]
  (in-turn! mailbox #(write! mailbox {:kind "registered" :id id})))

(defn pick-up! [mailbox cursor assignment]
  (in-turn! mailbox #(write! mailbox {:kind "assignment" :cursor cursor :assignment assignment})))

(defn last-cursor [{:keys [known]}]
  (:cursor @known))
