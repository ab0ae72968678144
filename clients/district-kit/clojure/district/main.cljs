(ns district.main
  "A district's own system in ClojureScript, run by nbb: node nbb/cli.js --classpath . --main district.main"
  (:require ["node:path" :as path]
            [district.actor :as actor]
            [district.city :as city]
            [district.mailbox :as mailbox]
            [district.schema :as schema]
            [district.server :as server]
            [nbb.core :refer [*file*]]))

(def ^:private contract-folder
  (path/resolve (path/dirname *file*) "../../../../schema"))

(defn- setting
  ([name] (or (setting name nil)
              (throw (js/Error. (str name ": expected a value in the environment, but there is none.")))))
  ([name default] (or (not-empty (aget js/process.env name)) default)))

(defn- own-district [code]
  {:id (str "district:" code)
   :code code
   :name (setting "DISTRICT_NAME")
   :validFrom (setting "DISTRICT_VALID_FROM" "2013-01-01")})

(defn ^:async -main []
  (let [code (setting "DISTRICT")
        {district-id :id :as district} (own-district code)
        sdl (schema/read-contract (setting "CONTRACT_FOLDER" contract-folder))
        system {:district district
                :sdl sdl
                :schema (schema/create sdl)
                :mailbox (await (mailbox/open {:district district-id :path (setting "DATA_FILE")}))
                :read-actor (actor/create-reader (setting "ACTOR_JWKS") code)
                :sign (actor/create-signer (setting "SERVICE_SIGNING_KEY") district-id)}]
    (server/listen system {:port (js/Number (setting "PORT")) :host (setting "HOST" "127.0.0.1")})
    (city/register-letters! system (setting "CASEWORK_URL"))
    (when-let [url (setting "CITY_URL" nil)]
      (city/follow-assignments! system {:url url :token-file (setting "CITY_TOKEN_FILE" nil)}))))
