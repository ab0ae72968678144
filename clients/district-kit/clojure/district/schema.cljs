(ns district.schema
  "The contract's own SDL, with a resolver for each field that asks for one."
  (:require ["graphql" :as graphql]
            ["node:fs" :as fs]
            [clojure.string :as string]
            [district.historical :as historical]
            [district.mailbox :as mailbox]
            [district.pages :refer [page]]
            [district.refusal :refer [bad-input forbidden refusal unauthenticated]]
            [district.rules :as rules]))

(def ^:private contract ["shared" "mailbox" "districts"])

(def ^:private federation
  "directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
   directive @shareable on OBJECT | FIELD_DEFINITION
   directive @external on OBJECT | FIELD_DEFINITION
   directive @requires(fields: String!) on FIELD_DEFINITION
   scalar _Any
   type _Service { sdl: String }
   union _Entity = District | DistrictPetition
   extend type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }")

(def ^:private instant
  #"(?i)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})")

(defn read-contract [folder]
  (string/join "\n" (map #(fs/readFileSync (str folder "/" % ".graphql") "utf8") contract)))

(defn- to-instant [value]
  (let [at (when (and (string? value) (re-matches instant value)) (js/Date. value))]
    (when (or (nil? at) (js/isNaN at))
      (throw (bad-input "DateTime" "an ISO 8601 time with offset" "something else")))
    (.toISOString at)))

(defn- check-district [{:keys [district]} code]
  (when-not (= code (:code district))
    (throw (bad-input "district" (:code district) "another district"))))

(defn- check-signed-in [{:keys [role]}]
  (when (= "ANONYMOUS" role)
    (throw (unauthenticated))))

(defn- own-unit? [{:keys [district]} {:keys [unit]}]
  (= unit (:id district)))

(defn- access [{:keys [actor]} letter]
  (rules/access actor letter (:handlingUnits letter)))

(defn- readable [field]
  (fn [context letter _args]
    (when (= :none (access context letter))
      (throw (forbidden)))
    (field letter)))

(defn- person [field]
  (fn [context letter _args]
    (when-let [{:keys [kind] :as given} (field letter)]
      (if (= :full (access context letter))
        (assoc given :isMasked false)
        {:kind kind :name (rules/mask-name given) :isMasked true}))))

(defn- names [field]
  (fn [context letter _args]
    (if (= :full (access context letter))
      (field letter)
      (mapv #(rules/mask-name {:kind "PERSON" :name %}) (field letter)))))

(defn- find-letter [{:keys [actor mailbox]} _root {:keys [id]}]
  (when-let [letter (mailbox/letter-by-id mailbox id)]
    (when (rules/may-know-of? actor letter)
      letter)))

(defn- find-entity [{:keys [actor mailbox district]} {:keys [id handlingUnits] :as asked}]
  (case (:__typename asked)
    "District" (when (= id (:id district)) district)
    "DistrictPetition" (let [letter (mailbox/letter-by-id mailbox id)]
                         (when (and letter (not (rules/accused? actor letter)))
                           (assoc letter :handlingUnits handlingUnits)))
    nil))

(defn- find-entities
  "In the order asked for; nil for what is not here."
  [context _root {:keys [representations]}]
  (mapv #(find-entity context %) representations))

(defn- my-letters [{:keys [actor mailbox] :as context} _root {:keys [district first after]}]
  (check-district context district)
  (check-signed-in actor)
  (when-not (= "CITIZEN" (:role actor))
    (throw (forbidden)))
  (page (mailbox/letters-of mailbox (:id actor)) first after))

(defn- submit
  "Citizens write for themselves, the district's own staff for others (R47)."
  [{:keys [actor mailbox] :as context} _root {:keys [district letter idempotencyKey]}]
  (check-district context district)
  (check-signed-in actor)
  (let [by-staff? (and (= "DISTRICT_BUREAU" (:role actor)) (own-unit? context actor))]
    (when-not (or by-staff? (= "CITIZEN" (:role actor)))
      (throw (forbidden)))
    (mailbox/submit! mailbox {:actor actor
                              :letter (rules/check-letter letter by-staff?)
                              :key idempotencyKey})))

(defn- import-letters [{:keys [actor mailbox] :as context} _root {:keys [district letters]}]
  (check-district context district)
  (check-signed-in actor)
  (when-not (or (= "CITY_BUREAU" (:role actor))
                (and (#{"DISTRICT_BUREAU" "SYSTEM"} (:role actor)) (own-unit? context actor)))
    (throw (forbidden)))
  (historical/import-all! mailbox letters))

(defn- not-offered [_context _root _args]
  (throw (refusal "FORBIDDEN" "This district's system does not offer it.")))

(def ^:private resolvers
  "A field that is not named here is what the value has under that name."
  {"Query" {"districtPetition" find-letter
            "myDistrictPetitions" my-letters
            "_entities" find-entities
            "_service" (fn [{:keys [sdl]} _root _args] {:sdl sdl})}
   "Mutation" {"submitDistrictPetition" submit
               "importDistrictPetitions" import-letters
               "moderateDistrictPetition" not-offered
               "appealDistrictModeration" not-offered
               "createDistrictAttachmentUpload" not-offered
               "addDistrictPetitionMessage" not-offered
               "releaseDistrictPublicVersion" not-offered
               "takeBackDistrictPublicVersion" not-offered}
   "DistrictPetition" {"title" (readable :title)
                       "content" (readable :content)
                       "place" (readable :place)
                       "petitioner" (person :petitioner)
                       "beneficiary" (person :beneficiary)
                       "jointSignatories" (names :jointSignatories)
                       "representatives" (names :representatives)
                       "signatoryCount" (fn [_context letter _args]
                                          (inc (count (:jointSignatories letter))))
                       "district" (fn [{:keys [district]} _letter _args] district)}})

(defn- data
  "What came over the wire, as values of our own."
  [given]
  (-> given js/JSON.stringify js/JSON.parse (js->clj :keywordize-keys true)))

(defn- attach-resolvers! [schema]
  (doseq [[type-name fields] resolvers
          :let [known (.getFields (.getType schema type-name))]
          [field resolve] fields]
    (set! (.-resolve (aget known field))
          (fn [source args context _info] (resolve context source (data args))))))

(defn create [sdl]
  (let [document (graphql/parse (str sdl federation))
        own (.filter (.-definitions document) #(not= "SchemaExtension" (.-kind %)))
        schema (graphql/buildASTSchema #js {:kind "Document" :definitions own}
                                       #js {:assumeValidSDL true})]
    (set! (.-parseValue (.getType schema "DateTime")) to-instant)
    (attach-resolvers! schema)
    schema))

(defn execute [schema context {:keys [document variables operationName]}]
  (graphql/execute
   #js {:schema schema
        :document document
        :variableValues (clj->js variables)
        :operationName operationName
        :contextValue context
        :typeResolver #(if (:queryCodeHash %) "DistrictPetition" "District")
        :fieldResolver (fn [source _args _context info] (get source (keyword (.-fieldName info))))}))
