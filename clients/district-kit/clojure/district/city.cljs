(ns district.city
  "What this system tells the city, and what it picks up there; both go on for ever."
  (:require ["node:fs/promises" :as fs]
            ["node:timers/promises" :as timers]
            [clojure.string :as string]
            [district.mailbox :as mailbox]
            [district.rules :refer [owner-of]]))

(def ^:private register-mutation
  "mutation RegisterPetition($petition: RegisterPetitionInput!) {
     registerPetition(petition: $petition) { wasAlreadyRegistered }
   }")

(def ^:private follow-subscription
  "subscription NewAssignments($units: [ID!], $after: String) {
     assignmentIssued(units: $units, after: $after) { cursor assignment { id } }
   }")

(def ^:private register-timeout-ms 5000)

(defn- post [url {:keys [query variables token accept signal]}]
  (js/fetch url
            #js {:method "POST"
                 :signal signal
                 :headers (clj->js (cond-> {:content-type "application/json"
                                            :accept (or accept "application/json")}
                                     token (assoc :authorization (str "Bearer " token))))
                 :body (js/JSON.stringify (clj->js {:query query :variables variables}))}))

(defn- back-off
  "From 0.2 s, doubling to 30 s, half of it by chance."
  [failures]
  (let [longest (min 30000 (* 200 (js/Math.pow 2 (dec (min failures 10)))))]
    (timers/setTimeout (* longest (+ 0.5 (/ (rand) 2))))))

(defn- registration
  "No text and no personal data: casework knows the letter by its id."
  [{:keys [id account jointSignatories history] :as letter}]
  (cond-> (select-keys letter [:channel :type :submittedAt :queryCodeHash :category :accusedUnits])
    true (assoc :petitionId id
                :mailbox "DISTRICT"
                :mailboxUnit (owner-of letter)
                :signatoryCount (inc (count jointSignatories))
                :petitionerAccount account)
    history (assoc :history history)))

(defn- ^:async register! [{:keys [mailbox sign]} url letter]
  (try
    (let [response (await (post url {:query register-mutation
                                     :variables {:petition (registration letter)}
                                     :token (sign)
                                     :signal (.timeout js/AbortSignal register-timeout-ms)}))
          {:keys [data]} (js->clj (await (.json response)) :keywordize-keys true)]
      (when (:registerPetition data)
        (await (mailbox/mark-registered! mailbox (:id letter)))
        true))
    (catch :default _ false)))

(defn ^:async register-letters!
  "Each letter until it is acknowledged; one that is refused holds up no other."
  [{:keys [mailbox] :as system} url]
  (loop [failures 0]
    (let [complete? (loop [[letter & others] (mailbox/unregistered mailbox) complete? true]
                      (if (nil? letter)
                        complete?
                        (let [registered? (await (register! system url letter))]
                          (recur others (and registered? complete?)))))]
      (if complete?
        (do (await (mailbox/some-unregistered mailbox)) (recur 0))
        (do (await (back-off (inc failures))) (recur (inc failures)))))))

(defn- ^:async take-event! [mailbox event]
  (when-let [[_ text] (re-find #"(?m)^data: (.+)$" event)]
    (let [{:keys [data]} (js->clj (js/JSON.parse text) :keywordize-keys true)
          {:keys [cursor assignment]} (:assignmentIssued data)]
      (when-not cursor
        (throw (js/Error. "The city refused.")))
      (await (mailbox/pick-up! mailbox cursor (:id assignment))))))

(defn- ^:async take-events!
  "Until the stream ends; whether there was any."
  [mailbox response]
  (let [reader (.getReader (.pipeThrough (.-body response) (js/TextDecoderStream.)))]
    (loop [text "" any? false]
      (let [read (await (.read reader))]
        (if (.-done read)
          any?
          (let [pieces (string/split (str text (.-value read)) #"\n\n" -1)]
            (doseq [event (butlast pieces)]
              (await (take-event! mailbox event)))
            (recur (last pieces) (or any? (some? (next pieces))))))))))

(defn- ^:async follow-once! [{:keys [mailbox district]} {:keys [url token-file]}]
  (try
    (let [token (when (seq token-file) (string/trim (await (fs/readFile token-file "utf8"))))
          response (await (post url {:query follow-subscription
                                     :variables {:units [(:id district)]
                                                 :after (mailbox/last-cursor mailbox)}
                                     :token token
                                     :accept "text/event-stream"}))]
      (and (.-ok response) (await (take-events! mailbox response))))
    (catch :default _ false)))

(defn ^:async follow-assignments!
  "From the last cursor on: what was issued while this system was away comes first."
  [system city]
  (loop [failures 1]
    (let [followed? (await (follow-once! system city))
          failures (if followed? 1 (inc failures))]
      (await (back-off failures))
      (recur failures))))
