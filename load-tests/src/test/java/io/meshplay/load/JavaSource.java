package io.meshplay.load;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What TidyTest wants to know of one Java file, read by the compiler's own parser.
 *
 * @param path relative to the repository's root
 * @param lines how many lines the file has
 * @param packageName its package
 * @param types its types, nested ones too
 * @param methods the methods and constructors of all types
 */
record JavaSource(Path path, int lines, String packageName, List<Type> types, List<Method> methods) {
    /**
     * One type.
     *
     * @param name its simple name
     * @param topLevel whether it stands in the file itself
     * @param isPublic whether it has that modifier
     * @param documented whether a doc comment stands before it
     * @param methods how many methods it declares
     */
    record Type(String name, boolean topLevel, boolean isPublic, boolean documented, int methods) {}

    /**
     * One method.
     *
     * @param name type and method
     * @param bodyLines lines between its braces
     * @param isPrivate whether it has that modifier
     * @param door whether it is public in a public top-level class or interface and overrides nothing
     * @param documented whether a doc comment stands before it
     * @param parameterTypes as written
     */
    record Method(
            String name,
            int bodyLines,
            boolean isPrivate,
            boolean door,
            boolean documented,
            List<String> parameterTypes) {}

    /** Parses files in one run of the compiler; none is attributed, so nothing needs to be on a class path. */
    static List<JavaSource> parse(List<Path> files) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no compiler in this JVM");
        List<JavaSource> sources = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var objects = manager.getJavaFileObjectsFromPaths(
                    files.stream().map(Repository.ROOT::resolve).toList());
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of("-proc:none", "-Xlint:none"), null, objects);
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                sources.add(new Reader(unit, docs).read());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    boolean isTest() {
        return Repository.isTest(path);
    }

    boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    /** Walks one file. */
    private static final class Reader extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final DocTrees docs;
        private final List<Type> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();

        Reader(CompilationUnitTree unit, DocTrees docs) {
            this.unit = unit;
            this.docs = docs;
        }

        JavaSource read() {
            scan(unit, null);
            Path path = Repository.ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
            int lines = (int) Repository.read(path).lines().count();
            String packageName =
                    unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            return new JavaSource(path, lines, packageName, types, methods);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            int declared = (int) type.getMembers().stream()
                    .filter(MethodTree.class::isInstance)
                    .filter(member -> docs.getSourcePositions().getEndPosition(unit, member) > 0)
                    .count();
            boolean topLevel = getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
            types.add(new Type(
                    type.getSimpleName().toString(),
                    topLevel,
                    type.getModifiers().getFlags().contains(Modifier.PUBLIC),
                    documented(getCurrentPath()),
                    declared));
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            Tree owner = getCurrentPath().getParentPath().getLeaf();
            String ownerName =
                    owner instanceof ClassTree type ? type.getSimpleName().toString() : "";
            List<String> parameters = method.getParameters().stream()
                    .map(parameter -> String.valueOf(parameter.getType()))
                    .toList();
            methods.add(new Method(
                    ownerName + "." + method.getName(),
                    bodyLines(method),
                    method.getModifiers().getFlags().contains(Modifier.PRIVATE) || constructorOfPrivate(method),
                    door(method),
                    documented(getCurrentPath()),
                    parameters));
            return super.visitMethod(method, null);
        }

        /** The constructor of a private nested class is as private as the class. */
        private boolean constructorOfPrivate(MethodTree method) {
            return method.getName().contentEquals("<init>")
                    && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getModifiers().getFlags().contains(Modifier.PRIVATE);
        }

        private boolean documented(TreePath path) {
            return docs.getDocComment(path) != null;
        }

        private int bodyLines(MethodTree method) {
            if (method.getBody() == null) {
                return 0;
            }
            long first = line(docs.getSourcePositions().getStartPosition(unit, method.getBody()));
            long last = line(docs.getSourcePositions().getEndPosition(unit, method.getBody()));
            return (int) Math.max(0, last - first - 1);
        }

        private long line(long position) {
            return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
        }

        private boolean door(MethodTree method) {
            TreePath owner = getCurrentPath().getParentPath();
            boolean outermost = owner.getParentPath().getLeaf() instanceof CompilationUnitTree;
            if (!outermost || !(owner.getLeaf() instanceof ClassTree type)) {
                return false;
            }
            boolean publicType = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            boolean publicMethod = type.getKind() == Tree.Kind.INTERFACE
                    || method.getModifiers().getFlags().contains(Modifier.PUBLIC);
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            return publicType && publicMethod && !overrides;
        }
    }
}
