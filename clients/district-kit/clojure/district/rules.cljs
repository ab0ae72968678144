(ns district.rules
  "What a letter must be, and who may read it. Pure: nothing here reads or writes."
  (:require [clojure.string :as string]
            [district.refusal :refer [bad-input]]))

(def ^:private phone #"\+?[0-9][0-9 -]{6,18}")
(def ^:private email #"[^\s@<>]{1,64}@[^\s@<>]{1,180}\.[^\s@<>.]{1,63}")
(def ^:private identity-number #"\d{17}[\dX]")
(def ^:private weights (map #(mod (bit-shift-left 1 (- 17 %)) 11) (range 18)))

(defn text
  "Trimmed, otherwise as written. Characters are counted as people do: code points."
  [argument given most]
  (let [trimmed (string/trim given)
        length (count (js/Array.from trimmed))]
    (when-not (and (<= 1 length most)
                   (.isWellFormed trimmed)
                   (not (string/includes? trimmed "\u0000")))
      (throw (bad-input argument (str "1 to " most " characters") (str length " characters"))))
    trimmed))

(defn- optional-text [argument given most]
  (when-not (string/blank? given)
    (text argument given most)))

(defn- form [argument given expected right?]
  (let [trimmed (some-> given string/trim not-empty)]
    (when (and trimmed (not (right? trimmed)))
      (throw (bad-input argument expected "something else")))
    trimmed))

(defn- identity-number?
  "GB 11643: the last sign is a check on the seventeen before it."
  [number]
  (and (re-matches identity-number number)
       (let [values (map #(if (= "X" %) 10 (js/Number %)) number)]
         (= 1 (mod (reduce + (map * values weights)) 11)))))

(defn- person [at {:keys [kind name address] :as given}]
  {:kind kind
   :name (text (str at ".name") name 100)
   :phone (form (str at ".phone") (:phone given) "a telephone number" #(re-matches phone %))
   :email (form (str at ".email") (:email given) "an e-mail address" #(re-matches email %))
   :idNumber (form (str at ".idNumber") (some-> (:idNumber given) string/upper-case)
                   "a valid identity number" identity-number?)
   :address (optional-text (str at ".address") address 300)})

(defn- names [argument given most]
  (when (< most (count given))
    (throw (bad-input argument (str "at most " most " names") (str (count given) " names"))))
  (vec (map-indexed #(text (str argument "." %1) %2 100) given)))

(defn- speakers [given joined]
  (let [chosen (names "letter.representatives" given 5)]
    (when-not (every? (set joined) chosen)
      (throw (bad-input "letter.representatives" "names out of jointSignatories" "another one")))
    chosen))

(defn check-letter
  "A LetterInput of the contract as it is kept; its keys are those of the wire."
  [{:keys [channel petitioner onBehalfOf jointSignatories] :as letter} by-staff?]
  (when-not (or by-staff? (= "ONLINE" channel))
    (throw (bad-input "letter.channel" "ONLINE, unless staff enters the letter" channel)))
  (when-not petitioner
    (throw (bad-input "letter.petitioner" "who writes" "nobody")))
  (when (seq (:attachments letter))
    (throw (bad-input "letter.attachments" "no files: this mailbox takes none" "some")))
  (let [joined (names "letter.jointSignatories" jointSignatories 200)]
    (-> (select-keys letter [:type :channel :entrance :publicityWish :category])
        (assoc :title (text "letter.title" (:title letter) 100)
               :content (text "letter.content" (:content letter) 10000)
               :place (optional-text "letter.place" (:place letter) 300)
               :petitioner (person "letter.petitioner" petitioner)
               :beneficiary (some->> onBehalfOf (person "letter.onBehalfOf"))
               :jointSignatories joined
               :representatives (speakers (:representatives letter) joined)
               :accusedUnits (vec (distinct (:accusedUnits letter)))
               :isAssisted by-staff?))))

(defn owner-of [{:keys [id]}]
  (subs id 0 (string/last-index-of id ":")))

(defn- unit? [{:keys [role]}]
  (contains? #{"DISTRICT_BUREAU" "DEPARTMENT"} role))

(defn accused?
  "A unit that the letter accuses never learns of it, whatever it has been given."
  [{:keys [unit] :as actor} {:keys [accusedUnits]}]
  (and (unit? actor) (some? (some #{unit} accusedUnits))))

(defn access
  "`:full`; `:letter`, the text with its people masked; `:none`.
  `handling-units`: who has been given the case, as the gateway brings it."
  [{:keys [role id unit] :as actor} letter handling-units]
  (let [owner (owner-of letter)]
    (case role
      "CITIZEN" (if (and (seq id) (= id (:account letter))) :full :none)
      ("CITY_BUREAU" "CITY_OFFICE") :full
      ("DISTRICT_BUREAU" "DEPARTMENT")
      (if (and (some #{unit} (cons owner handling-units)) (not (accused? actor letter))) :full :none)
      "SYSTEM" (if (= owner unit) :letter :none)
      :none)))

(defn may-know-of?
  "Units may learn that a letter exists: who handles it is known to casework alone."
  [actor letter]
  (if (unit? actor)
    (not (accused? actor letter))
    (not= :none (access actor letter nil))))

(defn mask-name
  "李某; nothing of a name that may not begin with the surname."
  [{:keys [kind name]}]
  (let [signs (js/Array.from name)]
    (cond
      (not= "PERSON" kind) (str (string/join (take (min 2 (dec (count signs))) signs)) "＊＊")
      (re-matches #"(?u)\p{Script=Han}{2,4}" name) (str (first signs) "某")
      :else "某某")))
