// Reads statements: what stands between {% and %}, and the text around.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/parser.hpp"

#include <array>
#include <initializer_list>
#include <string>
#include <utility>

#include "template/expression_parser.hpp"

namespace escapement::templates {
namespace {

using EndNames = std::initializer_list<std::string_view>;

constexpr std::array other_statements{
    "include", "import", "from", "extends", "block", "autoescape", "trans", "debug"};

class StatementParser {
  public:
    explicit StatementParser(Tree& tree)
        : reader_(tree, lex(tree.source)), expressions_(reader_), tree_(tree) {}

    std::optional<SyntaxProblem> all() {
        tree_.body = statements({});
        for (const auto* unknown : {&unknown_inside_, &expressions_.unknown})
            for (const SyntaxProblem& problem : *unknown)
                reader_.fail_at(problem.at, problem.message);
        return reader_.problem();
    }

  private:
    Node node_of(Type type) const {
        Node node;
        node.type = type;
        return node;
    }

    // Everything up to a tag with one of the names, which is left for the caller.
    NodeId statements(EndNames ends) {
        const auto begin = reader_.current().begin;
        std::vector<NodeId> found;
        ends_.push_back(ends);
        while (!reader_.failed() && !reader_.is(Token::end)) {
            if (reader_.is(Token::block_begin)) {
                reader_.next();
                if (is_one_of(ends)) break;
                found.push_back(statement());
                reader_.expect(Token::block_end, "end of statement block");
            } else {
                found.push_back(reader_.is(Token::data) ? data() : output());
            }
        }
        if (reader_.is(Token::end) && ends.size() > 0) fail_end("Unexpected end of template.", "");
        ends_.pop_back();
        Node node = node_of(Type::block);
        reader_.give_children(node, found);
        return reader_.add(node, begin);
    }

    bool is_one_of(EndNames names) const {
        for (const auto name : names)
            if (reader_.is_name(name)) return true;
        return false;
    }

    // The body of a statement whose tag has been read up to its end.
    NodeId body(EndNames ends) {
        reader_.skip_sign(":");
        reader_.expect(Token::block_end, "end of statement block");
        return statements(ends);
    }

    NodeId data() {
        const Lexeme token = reader_.next();
        Node node = node_of(Type::data);
        node.text = tree_.intern(token.text);
        return reader_.add(node, static_cast<std::size_t>(token.text.data() - tree_.source.data()));
    }

    NodeId output() {
        const auto begin = reader_.expect(Token::variable_begin, "begin of print statement").begin;
        Node node = node_of(Type::output);
        node.a = expressions_.tuple();
        reader_.expect(Token::variable_end, "end of print statement");
        return reader_.add(node, begin);
    }

    NodeId statement() {
        const Lexeme token = reader_.current();
        if (token.type != Token::name) {
            reader_.fail("tag name expected");
            return 0;
        }
        if (!reader_.enter()) return 0;
        tags_.push_back(token.text);
        const NodeId made = statement_called(token.text);
        tags_.pop_back();
        reader_.leave();
        return made;
    }

    NodeId statement_called(std::string_view name) {
        if (name == "if") return condition();
        if (name == "for") return loop();
        if (name == "set") return set();
        if (name == "macro") return macro();
        if (name == "call") return call_block();
        if (name == "filter") return filter_block();
        if (name == "with") return with();
        if (name == "print") return print();
        if (name == "do") return evaluate();
        if (name == "break" || name == "continue") return leave_loop();
        fail_unknown(name);
        return 0;
    }

    void fail_unknown(std::string_view name) {
        for (const std::string_view other : other_statements)
            if (name == other)
                return reader_.fail(
                    "{% " + std::string(name) +
                    " %} is not available: a macro is one template and has no files");
        tags_.pop_back();
        fail_end("Encountered unknown tag '" + std::string(name) + "'.", name);
        tags_.push_back("");
    }

    static std::string joined(EndNames names) {
        std::string text;
        for (const auto name : names)
            text += (text.empty() ? "'" : " or '") + std::string(name) + "'";
        return text;
    }

    // What was expected instead of `name`, or of the end.
    void fail_end(std::string message, std::string_view name) {
        bool known = false;
        for (const auto& ends : ends_)
            for (const auto end : ends) known = known || (!name.empty() && end == name);
        if (!ends_.empty() && ends_.back().size() > 0)
            message +=
                known ? " You probably made a nesting mistake. Jinja is expecting this tag,"
                        " but currently looking for " +
                            joined(ends_.back()) + "."
                      : " Jinja was looking for the following tags: " + joined(ends_.back()) + ".";
        if (!tags_.empty() && !tags_.back().empty())
            message += " The innermost block that needs to be closed is '" +
                       std::string(tags_.back()) + "'.";
        reader_.fail(std::move(message));
    }

    NodeId condition() {
        const auto begin = reader_.current().begin;
        const auto outside = std::exchange(expressions_.unknown, {});
        Node node = node_of(Type::condition);
        std::vector<NodeId> others;
        node = branch(node);
        while (reader_.is_name("elif")) {
            const auto begin_of_branch = reader_.current().begin;
            others.push_back(reader_.add(branch(node_of(Type::condition)), begin_of_branch));
        }
        if (reader_.next().text == "else") {
            node.c = body({"endif"});
            reader_.next();
        }
        expressions_.unknown = outside;
        reader_.give_children(node, others);
        return reader_.add(node, begin);
    }

    // From "if" or "elif" to the next of the like.
    Node branch(Node node) {
        reader_.next();
        node.a = expressions_.tuple(false);
        node.b = body({"elif", "else", "endif"});
        return node;
    }

    // A body with variables of its own, where an unknown filter is an error at once.
    NodeId own_body(EndNames ends) {
        const auto outside = std::exchange(expressions_.unknown, {});
        const NodeId made = body(ends);
        unknown_inside_.insert(
            unknown_inside_.end(), expressions_.unknown.begin(), expressions_.unknown.end());
        expressions_.unknown = outside;
        return made;
    }

    NodeId loop() {
        const auto begin = reader_.next().begin;
        Loop made;
        made.target = expressions_.target();
        reader_.expect_name("in");
        made.items = expressions_.tuple(false);
        if (reader_.skip_name("if")) made.test = expressions_.expression();
        made.recursive = reader_.skip_name("recursive");
        ++loops_;
        made.body = own_body({"endfor", "else"});
        --loops_;
        if (reader_.next().text == "else") {
            made.otherwise = own_body({"endfor"});
            reader_.next();
        }
        Node node = node_of(Type::loop);
        node.number = static_cast<std::uint32_t>(tree_.loops.size());
        tree_.loops.push_back(made);
        return reader_.add(node, begin);
    }

    NodeId name_only() { return expressions_.name(reader_.expect(Token::name, "name")); }

    NodeId namespace_target() {
        const auto begin = reader_.current().begin;
        Node node = node_of(Type::namespace_target);
        node.a = name_only();
        reader_.next();
        node.text = tree_.intern(reader_.expect(Token::name, "name").text);
        return reader_.add(node, begin);
    }

    NodeId set() {
        const auto begin = reader_.next().begin;
        const bool dotted = reader_.ahead().type == Token::sign && reader_.ahead().text == ".";
        const NodeId target = dotted ? namespace_target() : expressions_.target();
        Node node = node_of(Type::set);
        node.a = target;
        if (reader_.skip_sign("=")) {
            node.b = expressions_.tuple();
            return reader_.add(node, begin);
        }
        node.type = Type::set_block;
        node.b = expressions_.filters(0);
        node.c = own_body({"endset"});
        reader_.next();
        return reader_.add(node, begin);
    }

    void signature(Function& function) {
        reader_.expect_sign("(");
        bool with_default = false;
        while (!reader_.failed() && !reader_.is_sign(")")) {
            if (!function.parameters.empty()) reader_.expect_sign(",");
            FunctionParameter parameter{.name = name_only()};
            if (reader_.skip_sign("=")) {
                parameter.otherwise = expressions_.expression();
                with_default = true;
            } else if (with_default) {
                reader_.fail("non-default argument follows default argument");
            }
            function.parameters.push_back(parameter);
        }
        reader_.expect_sign(")");
    }

    NodeId add_function(Node node, Function function, std::size_t begin) {
        node.number = static_cast<std::uint32_t>(tree_.functions.size());
        tree_.functions.push_back(std::move(function));
        return reader_.add(node, begin);
    }

    NodeId function_body(EndNames ends) {
        const int outside = loops_;
        loops_ = 0;
        const NodeId made = own_body(ends);
        loops_ = outside;
        reader_.next();
        return made;
    }

    NodeId macro() {
        const auto begin = reader_.next().begin;
        Node node = node_of(Type::macro);
        node.a = name_only();
        Function function;
        function.name = reader_.node(node.a).text;
        signature(function);
        function.body = function_body({"endmacro"});
        return add_function(node, std::move(function), begin);
    }

    NodeId call_block() {
        const auto begin = reader_.next().begin;
        Function function;
        if (reader_.is_sign("(")) signature(function);
        Node node = node_of(Type::call_block);
        node.a = expressions_.expression();
        if (reader_.node(node.a).type != Type::call) reader_.fail("expected call");
        function.body = function_body({"endcall"});
        return add_function(node, std::move(function), begin);
    }

    NodeId filter_block() {
        const auto begin = reader_.next().begin;
        Node node = node_of(Type::filter_block);
        node.a = expressions_.filters(0, true);
        node.b = own_body({"endfilter"});
        reader_.next();
        return reader_.add(node, begin);
    }

    NodeId with() {
        const auto begin = reader_.next().begin;
        std::vector<NodeId> pairs;
        while (!reader_.failed() && !reader_.is(Token::block_end)) {
            if (!pairs.empty()) reader_.expect_sign(",");
            pairs.push_back(expressions_.target());
            reader_.expect_sign("=");
            pairs.push_back(expressions_.expression());
        }
        Node node = node_of(Type::with);
        node.b = own_body({"endwith"});
        reader_.next();
        reader_.give_children(node, pairs);
        return reader_.add(node, begin);
    }

    NodeId print() {
        const auto begin = reader_.next().begin;
        std::vector<NodeId> outputs;
        while (!reader_.failed() && !reader_.is(Token::block_end)) {
            if (!outputs.empty()) reader_.expect_sign(",");
            Node node = node_of(Type::output);
            node.a = expressions_.expression();
            outputs.push_back(reader_.add(node, begin));
        }
        Node node = node_of(Type::block);
        reader_.give_children(node, outputs);
        return reader_.add(node, begin);
    }

    NodeId evaluate() {
        const auto begin = reader_.next().begin;
        Node node = node_of(Type::evaluate);
        node.a = expressions_.tuple();
        return reader_.add(node, begin);
    }

    NodeId leave_loop() {
        const Lexeme token = reader_.current();
        if (loops_ == 0) reader_.fail("'" + std::string(token.text) + "' outside loop");
        reader_.next();
        return reader_.add(node_of(token.text == "break" ? Type::break_loop : Type::continue_loop),
                           token.begin);
    }

    TokenReader reader_;
    ExpressionParser expressions_;
    Tree& tree_;
    std::vector<SyntaxProblem> unknown_inside_;  // of bodies with variables of their own
    std::vector<EndNames> ends_;
    std::vector<std::string_view> tags_;
    int loops_ = 0;
};

}  // namespace

std::optional<SyntaxProblem> parse(Tree& tree) {
    return StatementParser(tree).all();
}

}  // namespace escapement::templates
