(ns district.server
  "GraphQL by POST /graphql, and GET /health. Logs neither what was asked nor what was answered."
  (:require ["graphql" :as graphql]
            ["node:buffer" :refer [Buffer]]
            ["node:http" :as http]
            [clojure.string :as string]
            [district.refusal :refer [bad-input details-of refusal]]
            [district.schema :as schema]))

(def ^:private most-body-bytes (* 8 1024 1024))
(def ^:private most-tokens 10000)

(defn- ^:async read-body
  "What is too much is read to its end, unkept: a caller hears no answer while it still sends."
  [request]
  (let [chunks (js/Promise.withResolvers)
        kept #js []
        size (atom 0)]
    (doto request
      (.on "data" (fn [chunk]
                    (when (<= (swap! size + (.-length chunk)) most-body-bytes)
                      (.push kept chunk))))
      (.on "error" (.-reject chunks))
      (.on "end" (.-resolve chunks)))
    (await (.-promise chunks))
    (when (< most-body-bytes @size)
      (throw (refusal "BAD_USER_INPUT" "Expected a body of at most 8 MiB." :status 413)))
    (str (.concat Buffer kept))))

(defn- read-operation [body]
  (let [given (try (js->clj (js/JSON.parse body)) (catch :default _ nil))
        {:strs [query variables operationName]} (when (map? given) given)]
    (when-not (string? query)
      (throw (bad-input "body" "a JSON object with a query" "something else")))
    {:query query :variables variables :operationName operationName}))

(defn- log-unexpected [error path]
  (js/console.error "unexpected" (.-name error) "at" path))

(defn- coded [{:keys [message path]} details]
  (cond-> {:message message :extensions (dissoc details :status)}
    path (assoc :path path)))

(defn- quiet
  "graphql-js repeats the value it refused, which may be somebody's name: only the place is told."
  [message]
  (if-not (string/includes? message "got invalid value")
    (coded {:message message} {:code "GRAPHQL_VALIDATION_FAILED"})
    (let [[_ place] (re-find #" at \"([^\"]+)\"" message)
          refused (bad-input (or place "variables") "a value of the type in the contract" "another")]
      (coded {:message (ex-message refused)} (ex-data refused)))))

(defn- shown
  "What was made for callers, as it is; what is wrong with the request, quietly; nothing else."
  [error]
  (let [details (details-of error)
        path (.-path error)]
    (cond
      (nil? path) (quiet (.-message error))
      details (coded {:message (.-message error) :path path} details)
      :else (do (log-unexpected (or (.-originalError error) error) (string/join "." path))
                (coded {:message "Something went wrong on our side." :path path}
                       {:code "INTERNAL_SERVER_ERROR"})))))

(defn- ^:async answer [{:keys [read-actor] :as system} request]
  (let [operation (read-operation (await (read-body request)))
        document (graphql/parse (:query operation) #js {:maxTokens most-tokens})
        faults (graphql/validate (:schema system) document)]
    (if (seq faults)
      {:status 400 :body {:errors (mapv #(quiet (.-message %)) faults)}}
      (let [context (assoc system :actor (read-actor (.. request -headers -authorization)))
            result (await (schema/execute (:schema system) context
                                          (assoc operation :document document)))]
        {:status 200
         :body (cond-> {:data (.-data result)}
                 (.-errors result) (assoc :errors (mapv shown (.-errors result))))}))))

(defn- refuse [error]
  (if-let [{:keys [code status] :as details} (details-of error)]
    {:status (or status (if (= "UNAUTHENTICATED" code) 401 400))
     :body {:errors [(coded {:message (ex-message error)} details)]}}
    (if (instance? graphql/GraphQLError error)
      {:status 400 :body {:errors [(quiet (.-message error))]}}
      (do (log-unexpected error "the request")
          {:status 500 :body {:errors [(coded {:message "Something went wrong on our side."}
                                              {:code "INTERNAL_SERVER_ERROR"})]}}))))

(defn- ^:async respond [system request]
  (case (first (string/split (.-url request) #"\?"))
    "/health" {:status 200 :body {:status "ok"}}
    "/graphql" (if (= "POST" (.-method request))
                 (try (await (answer system request))
                      (catch :default error (refuse error)))
                 (refuse (refusal "BAD_USER_INPUT" "Expected POST /graphql." :status 405)))
    (refuse (refusal "BAD_USER_INPUT" "Expected POST /graphql." :status 404))))

(defn- ^:async handle [system request response]
  (let [{:keys [status body]} (await (respond system request))]
    (.writeHead response status #js {"content-type" "application/json; charset=utf-8"})
    (.end response (js/JSON.stringify (clj->js body)))))

(defn listen [system {:keys [port host]}]
  (-> (http/createServer (fn [request response]
                           (-> (handle system request response)
                               (.catch #(log-unexpected % "the answer")))))
      (.listen port host)))
