package io.meshplay.collab.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** One SQLite connection with its prepared statements. One thread at a time. */
final class Database implements AutoCloseable {
    /** Reads the row on which the result stands. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a statement whose parameters are bound. */
    @FunctionalInterface
    private interface Use<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private final Connection connection;
    private final SqliteLimits limits;
    /** Statements differ by the shape of a query only. */
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Database(Connection connection, SqliteLimits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /** Opens or creates the file and changes nothing in it. */
    static Database open(Path file, SqliteLimits limits) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(limits.busyTimeout().toMillis()));
        return new Database(config.createConnection("jdbc:sqlite:" + file), limits);
    }

    /** Runs a statement that takes no parameters and is not worth keeping: a pragma, a definition. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@return how many rows changed} */
    int update(String sql, @Nullable Object... parameters) throws SQLException {
        return prepared(sql, PreparedStatement::executeUpdate, parameters);
    }

    <T> List<T> all(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
        return prepared(
                sql,
                statement -> {
                    List<T> rows = new ArrayList<>();
                    try (ResultSet result = statement.executeQuery()) {
                        while (result.next()) {
                            rows.add(row.read(result));
                        }
                    }
                    return rows;
                },
                parameters);
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... parameters) throws SQLException {
        return prepared(
                sql,
                statement -> {
                    try (ResultSet result = statement.executeQuery()) {
                        return result.next() ? Optional.of(row.read(result)) : Optional.empty();
                    }
                },
                parameters);
    }

    long number(String sql, @Nullable Object... parameters) throws SQLException {
        return first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** {@return statements that are kept for their next use} */
    int preparedCount() {
        return prepared.size();
    }

    private <T> T prepared(String sql, Use<T> use, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            if (prepared.size() >= limits.preparedMax()) {
                closePrepared();
            }
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        try {
            for (int index = 0; index < parameters.length; index++) {
                bind(statement, index + 1, parameters[index]);
            }
            return use.run(statement);
        } catch (SQLException e) {
            // The driver finalises a statement that failed, on a full disk for one: it must not be used again.
            prepared.remove(sql);
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setObject(index, null);
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case Double number -> statement.setDouble(index, number);
            case String text -> statement.setString(index, text);
            case byte[] bytes -> statement.setBytes(index, bytes);
            default -> throw new IllegalArgumentException("no column type for " + value.getClass());
        }
    }

    private void closePrepared() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    @Override
    public void close() throws SQLException {
        closePrepared();
        connection.close();
    }
}
