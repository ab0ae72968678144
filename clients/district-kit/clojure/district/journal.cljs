(ns district.journal
  "A file of one JSON object a line; what was appended survives kill -9 and loss of power."
  (:require ["node:fs/promises" :as fs]
            [clojure.string :as string]))

(defn- ^:async read-lines
  "A line without its end was never acknowledged: the process died while it wrote."
  [file]
  (let [content (await (.readFile file))
        end (inc (.lastIndexOf content "\n"))]
    (await (.truncate file end))
    (remove string/blank? (string/split-lines (str (.subarray content 0 end))))))

(defn ^:async open
  "The journal, and the entries that are there already. One process at a time may hold the file."
  [path]
  (let [file (await (fs/open path "a+" 0600))
        lines (await (read-lines file))]
    {:journal {:file file :broken? (atom false)}
     :entries (map #(js->clj (js/JSON.parse %) :keywordize-keys true) lines)}))

(defn ^:async append!
  "Comes back once the entry is on the disk. After an error nothing more is taken:
  half a line may stand there, which a new start cuts off."
  [{:keys [file broken?]} entry]
  (when @broken?
    (throw (js/Error. "The journal is broken since an earlier error; start again.")))
  (try
    (await (.appendFile file (str (js/JSON.stringify (clj->js entry)) "\n")))
    (await (.datasync file))
    (catch :default error
      (reset! broken? true)
      (throw error))))
