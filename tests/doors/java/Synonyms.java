import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Two uses, both answering standard input line by line.
 *
 * <p>{@code tokens}: the tokens of each line, as StandardTokenizer and a lower-case filter give them.
 *
 * <p>{@code search RULES DOCUMENTS whitespace|standard phrases|words}: reads the rules with SolrSynonymParser, through
 * the tokeniser named, and the documents (id, text, ids of places, parted by tabs); each line is words and, after a
 * tab, perhaps the id of a place; the answer is the ids of the documents found.
 */
public final class Synonyms {
  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    if (args[0].equals("tokens")) {
      Analyzer plain = analyzer(false, null);
      for (String line; (line = in.readLine()) != null; ) {
        out.println(tokens(plain, line));
      }
    } else {
      SynonymMap rules = rules(Path.of(args[1]), args[3].equals("whitespace"));
      IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(index(Path.of(args[2]))));
      QueryBuilder builder = new QueryBuilder(analyzer(false, rules));
      builder.setAutoGenerateMultiTermSynonymsPhraseQuery(args[4].equals("phrases"));
      for (String line; (line = in.readLine()) != null; ) {
        out.println(found(searcher, builder, line.split("\t")));
      }
    }
    out.flush();
  }

  private static Analyzer analyzer(boolean whitespace, SynonymMap rules) {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        Tokenizer tokenizer = whitespace ? new WhitespaceTokenizer() : new StandardTokenizer();
        TokenStream stream = new LowerCaseFilter(tokenizer);
        return new TokenStreamComponents(tokenizer, rules == null ? stream : new SynonymGraphFilter(stream, rules, true));
      }
    };
  }

  private static SynonymMap rules(Path path, boolean whitespace) throws Exception {
    SolrSynonymParser parser = new SolrSynonymParser(true, true, analyzer(whitespace, null));
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      parser.parse(reader);
    }
    return parser.build();
  }

  private static Directory index(Path documents) throws IOException {
    Directory directory = new ByteBuffersDirectory();
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer(false, null)))) {
      for (String line : Files.readAllLines(documents, StandardCharsets.UTF_8)) {
        String[] columns = line.split("\t", -1);
        Document document = new Document();
        document.add(new StringField("id", columns[0], Field.Store.YES));
        document.add(new TextField("text", columns[1], Field.Store.NO));
        for (String place : columns[2].split(" ")) {
          document.add(new StringField("place_ids", place, Field.Store.NO));
        }
        writer.addDocument(document);
      }
    }
    return directory;
  }

  private static String found(IndexSearcher searcher, QueryBuilder builder, String[] asked) throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    Query words = builder.createBooleanQuery("text", asked[0], Occur.MUST);
    query.add(words, Occur.SHOULD);
    if (asked.length > 1) {
      query.add(new TermQuery(new Term("place_ids", asked[1])), Occur.SHOULD);
    }
    TreeSet<String> ids = new TreeSet<>();
    for (ScoreDoc hit : searcher.search(query.build(), 1000).scoreDocs) {
      ids.add(searcher.doc(hit.doc).get("id"));
    }
    return String.join(" ", ids);
  }

  private static String tokens(Analyzer analyzer, String text) throws IOException {
    StringJoiner joined = new StringJoiner(" ");
    try (TokenStream stream = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        joined.add(term);
      }
      stream.end();
    }
    return joined.toString();
  }
}
