(ns district.actor
  "Who asks: the gateway's token, an EdDSA JWT; and the token by which this district speaks to the city."
  (:require ["node:buffer" :refer [Buffer]]
            ["node:crypto" :as crypto]
            [clojure.string :as string]
            [district.refusal :refer [unauthenticated]]))

(def ^:private audience "petition-graph:subgraph")
(def ^:private anonymous {:role "ANONYMOUS" :id "" :unit nil})
(def ^:private roles
  #{"ANONYMOUS" "CITIZEN" "CITY_BUREAU" "CITY_OFFICE" "DISTRICT_BUREAU" "DEPARTMENT" "SYSTEM"})

(defn- now-seconds []
  (quot (js/Date.now) 1000))

(defn- parse-part [text]
  (-> (.from Buffer text "base64url") str js/JSON.parse (js->clj :keywordize-keys true)))

(defn- parse-token
  "Nil for what is no token at all."
  [authorization]
  (let [[_ token] (re-matches #"(?i)bearer (.+)" authorization)
        [head claims signature & more] (some-> token (string/split #"\."))]
    (when (and signature (nil? more))
      (try
        {:header (parse-part head)
         :claims (parse-part claims)
         :signed (.from Buffer (str head "." claims))
         :signature (.from Buffer signature "base64url")}
        (catch :default _ nil)))))

(defn- lasting? [{:keys [exp]}]
  (and (number? exp) (< (now-seconds) exp)))

(defn create-reader
  "Trusts the keys of kid \"gateway\" alone: no other may speak for somebody else."
  [jwks code]
  (let [keys (for [jwk (.-keys (js/JSON.parse jwks)) :when (= "gateway" (.-kid jwk))]
               (crypto/createPublicKey #js {:key jwk :format "jwk"}))
        own-audience (str audience ":" code)]
    (fn [authorization]
      (if (nil? authorization)
        anonymous
        (let [{:keys [header claims signed signature]} (parse-token authorization)
              {:keys [aud role sub unit]} claims]
          (when-not (and (= ["EdDSA" "gateway"] [(:alg header) (:kid header)])
                         (some #(crypto/verify nil signed % signature) keys)
                         (some #{own-audience} (if (string? aud) [aud] aud))
                         (lasting? claims)
                         (roles role))
            (throw (unauthenticated)))
          {:role role :id (or sub "") :unit unit})))))

(defn create-signer
  "Tokens by which this district's mailbox registers its letters, each good for a minute."
  [jwk district]
  (let [key (crypto/createPrivateKey #js {:key (js/JSON.parse jwk) :format "jwk"})
        speaker (str "mailbox:" district)
        encode #(.toString (.from Buffer (js/JSON.stringify (clj->js %))) "base64url")]
    (fn []
      (let [now (now-seconds)
            header {:alg "EdDSA" :kid speaker}
            claims {:sub speaker :role "SYSTEM" :unit district :aud [audience]
                    :iat now :exp (+ now 60)}
            signed (str (encode header) "." (encode claims))]
        (str signed "." (.toString (crypto/sign nil (.from Buffer signed) key) "base64url"))))))
