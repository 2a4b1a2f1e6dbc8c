// Reads expressions, with the precedence that Jinja2 gives them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/expression_parser.hpp"

#include <string>

#include "template/numbers.hpp"

namespace escapement::templates {
namespace {

constexpr auto negation_of = static_cast<std::uint8_t>(Operator::negate);

bool is_constant_name(std::string_view name) {
    return name == "true" || name == "false" || name == "none" || name == "True" ||
           name == "False" || name == "None";
}

Node node_of(Type type, NodeId a = 0, NodeId b = 0, NodeId c = 0) {
    Node node;
    node.type = type;
    node.a = a;
    node.b = b;
    node.c = c;
    return node;
}

std::string plain_digits(std::string_view text) {
    std::string plain;
    for (const char character : text)
        if (character != '_') plain += character;
    return plain;
}

}  // namespace

NodeId ExpressionParser::expression(bool with_condition) {
    if (!reader_.enter()) return 0;
    const auto unknown_before = unknown.size();
    NodeId left = either();
    while (with_condition && reader_.skip_name("if")) {
        const NodeId test = either();
        const NodeId other = reader_.skip_name("else") ? expression() : 0;
        unknown.resize(unknown_before);
        left = reader_.add(node_of(Type::conditional, left, test, other), begin_of(left));
    }
    reader_.leave();
    return left;
}

NodeId ExpressionParser::either() {
    NodeId left = both();
    while (reader_.skip_name("or")) {
        const NodeId right = both();
        left = reader_.add(node_of(Type::logical_or, left, right), begin_of(left));
    }
    return left;
}

NodeId ExpressionParser::both() {
    NodeId left = negation();
    while (reader_.skip_name("and")) {
        const NodeId right = negation();
        left = reader_.add(node_of(Type::logical_and, left, right), begin_of(left));
    }
    return left;
}

NodeId ExpressionParser::negation() {
    if (!reader_.is_name("not")) return comparison();
    const auto begin = reader_.next().begin;
    if (!reader_.enter()) return 0;
    const NodeId operand = negation();
    reader_.leave();
    return reader_.add(node_of(Type::logical_not, operand), begin);
}

std::optional<Relation> ExpressionParser::take_relation() {
    if (reader_.skip_sign("==")) return Relation::equal;
    if (reader_.skip_sign("!=")) return Relation::unequal;
    if (reader_.skip_sign("<=")) return Relation::at_most;
    if (reader_.skip_sign("<")) return Relation::less;
    if (reader_.skip_sign(">=")) return Relation::at_least;
    if (reader_.skip_sign(">")) return Relation::greater;
    if (reader_.skip_name("in")) return Relation::in;
    const bool not_in = reader_.is_name("not") && reader_.ahead().type == Token::name &&
                        reader_.ahead().text == "in";
    if (!not_in) return std::nullopt;
    reader_.next();
    reader_.next();
    return Relation::not_in;
}

NodeId ExpressionParser::comparison() {
    const NodeId first = sum();
    std::vector<NodeId> operands;
    while (const auto relation = take_relation()) {
        Node operand = node_of(Type::operand, sum());
        operand.detail = static_cast<std::uint8_t>(*relation);
        operands.push_back(reader_.add(operand, begin_of(operand.a)));
    }
    if (operands.empty()) return first;
    Node node = node_of(Type::compare, first);
    reader_.give_children(node, operands);
    return reader_.add(node, begin_of(first));
}

NodeId ExpressionParser::binary(Operator which, NodeId left, NodeId right) {
    Node node = node_of(Type::binary, left, right);
    node.detail = static_cast<std::uint8_t>(which);
    return reader_.add(node, begin_of(left));
}

NodeId ExpressionParser::sum() {
    NodeId left = concatenation();
    while (reader_.is_sign("+") || reader_.is_sign("-")) {
        const bool adds = reader_.next().text == "+";
        const NodeId right = concatenation();
        left = binary(adds ? Operator::add : Operator::subtract, left, right);
    }
    return left;
}

NodeId ExpressionParser::concatenation() {
    std::vector<NodeId> parts{product()};
    while (reader_.skip_sign("~")) parts.push_back(product());
    if (parts.size() == 1) return parts[0];
    Node node = node_of(Type::concatenate);
    reader_.give_children(node, parts);
    return reader_.add(node, begin_of(parts[0]));
}

NodeId ExpressionParser::product() {
    NodeId left = power();
    while (true) {
        Operator which = Operator::multiply;
        if (reader_.skip_sign("//"))
            which = Operator::floor_divide;
        else if (reader_.skip_sign("/"))
            which = Operator::divide;
        else if (reader_.skip_sign("%"))
            which = Operator::modulo;
        else if (!reader_.skip_sign("*"))
            return left;
        const NodeId right = power();
        left = binary(which, left, right);
    }
}

bool ExpressionParser::is_constant(NodeId id) {
    const Node node = reader_.node(id);
    if (node.type == Type::name || node.type == Type::call) return false;
    for (const NodeId part : {node.a, node.b, node.c})
        if (part != 0 && !is_constant(part)) return false;
    for (std::uint32_t i = 0; i < node.count; ++i)
        if (!is_constant(reader_.tree().children[node.first + i])) return false;
    return true;
}

bool ExpressionParser::is_negative_number(NodeId id) {
    const Node& sign = reader_.node(id);
    if (sign.type != Type::unary || sign.detail != negation_of) return false;
    const Node& number_node = reader_.node(sign.a);
    return number_node.type == Type::constant &&
           reader_.tree().constants[number_node.number].is_number();
}

// From left to right, unlike Python: 2**3**2 is 64.  And unlike -2**2, which is 4, -2**x is
// -(2**x): Jinja2 writes the constant -2 into a Python expression, where ** binds more tightly.
NodeId ExpressionParser::power() {
    NodeId left = unary();
    while (reader_.skip_sign("**")) {
        const NodeId right = unary();
        const Node sign = reader_.node(left);
        const bool negative = is_negative_number(left);
        if (negative && !is_constant(right)) {
            Node negated = node_of(Type::unary, binary(Operator::power, sign.a, right));
            negated.detail = sign.detail;
            left = reader_.add(negated, sign.begin);
        } else {
            left = binary(Operator::power, left, right);
        }
    }
    return left;
}

NodeId ExpressionParser::unary(bool with_filters) {
    if (!reader_.enter()) return 0;
    NodeId node = 0;
    if (reader_.is_sign("-") || reader_.is_sign("+")) {
        const Lexeme sign = reader_.next();
        Node made = node_of(Type::unary, unary(false));
        const auto which = sign.text == "-" ? Operator::negate : Operator::plus;
        made.detail = static_cast<std::uint8_t>(which);
        node = reader_.add(made, sign.begin);
    } else {
        node = primary();
    }
    node = behind(node);
    if (with_filters) node = filtered(node);
    reader_.leave();
    return node;
}

NodeId ExpressionParser::name(const Lexeme& lexeme) {
    Node node = node_of(Type::name);
    node.text = reader_.tree().intern(lexeme.text);
    return reader_.add(node, lexeme.begin);
}

NodeId ExpressionParser::primary() {
    const Lexeme token = reader_.current();
    if (token.type == Token::text) return text();
    if (token.type == Token::whole || token.type == Token::real) return number();
    if (reader_.is_sign("(")) return in_parentheses();
    if (reader_.is_sign("[")) return list();
    if (reader_.is_sign("{")) return dict();
    if (token.type != Token::name) {
        reader_.fail("unexpected '" + reader_.described() + "'");
        return 0;
    }
    reader_.next();
    if (!is_constant_name(token.text)) return name(token);
    if (token.text == "none" || token.text == "None") return constant(Value::none(), token.begin);
    return constant(Value::boolean(token.text == "true" || token.text == "True"), token.begin);
}

// Literals that stand side by side are one.
NodeId ExpressionParser::text() {
    const auto begin = reader_.current().begin;
    std::string joined;
    while (reader_.is(Token::text)) {
        const Lexeme token = reader_.next();
        const Unescaped part = unescape(token.text);
        if (!part.problem.empty()) reader_.fail_at(token.begin, part.problem);
        joined += part.text;
    }
    Tree& tree = reader_.tree();
    return constant(Value::text(tree.text(tree.intern(joined))), begin);
}

NodeId ExpressionParser::number() {
    const Lexeme token = reader_.next();
    const std::string digits = plain_digits(token.text);
    if (token.type == Token::real)
        return constant(Value::real(read_real(digits).value_or(0)), token.begin);
    const auto whole = read_integer(reader_.tree().large_constants(), digits, 0);
    if (!whole) reader_.fail_at(token.begin, "the number has too many digits");
    return constant(whole.value_or(Value::none()), token.begin);
}

bool ExpressionParser::ends_tuple() const {
    return reader_.is(Token::variable_end) || reader_.is(Token::block_end) || reader_.is_sign(")");
}

NodeId ExpressionParser::tuple(bool with_condition) {
    const auto begin = reader_.current().begin;
    std::vector<NodeId> items;
    bool is_tuple = false;
    while (!reader_.failed() && !ends_tuple()) {
        items.push_back(expression(with_condition));
        if (!reader_.skip_sign(",")) break;
        is_tuple = true;
    }
    if (!is_tuple && !items.empty()) return items[0];
    if (items.empty()) {
        reader_.fail("Expected an expression, got '" + reader_.described() + "'");
        return 0;
    }
    Node node = node_of(Type::tuple);
    reader_.give_children(node, items);
    return reader_.add(node, begin);
}

NodeId ExpressionParser::in_parentheses() {
    const auto begin = reader_.next().begin;
    NodeId inside = 0;
    if (reader_.is_sign(")"))
        inside = reader_.add(node_of(Type::tuple), begin);
    else
        inside = tuple();
    reader_.expect_sign(")");
    return inside;
}

NodeId ExpressionParser::list() {
    const auto begin = reader_.next().begin;
    std::vector<NodeId> items;
    while (!reader_.failed() && !reader_.is_sign("]")) {
        if (!items.empty()) reader_.expect_sign(",");
        if (reader_.is_sign("]")) break;
        items.push_back(expression());
    }
    reader_.expect_sign("]");
    Node node = node_of(Type::list);
    reader_.give_children(node, items);
    return reader_.add(node, begin);
}

NodeId ExpressionParser::dict() {
    const auto begin = reader_.next().begin;
    std::vector<NodeId> items;
    while (!reader_.failed() && !reader_.is_sign("}")) {
        if (!items.empty()) reader_.expect_sign(",");
        if (reader_.is_sign("}")) break;
        items.push_back(expression());
        reader_.expect_sign(":");
        items.push_back(expression());
    }
    reader_.expect_sign("}");
    Node node = node_of(Type::dict);
    reader_.give_children(node, items);
    return reader_.add(node, begin);
}

NodeId ExpressionParser::target_item() {
    if (!reader_.skip_sign("(")) {
        const NodeId item = primary();
        const Type type = reader_.node(item).type;
        if (type != Type::name && !reader_.failed())
            reader_.fail_at(begin_of(item),
                            "can't assign to '" +
                                std::string(type == Type::constant ? "const"
                                            : type == Type::list   ? "list"
                                                                   : "dict") +
                                "'");
        return item;
    }
    if (!reader_.enter()) return 0;
    const NodeId inside = target();
    reader_.leave();
    reader_.expect_sign(")");
    return inside;
}

NodeId ExpressionParser::target() {
    const auto begin = reader_.current().begin;
    std::vector<NodeId> items;
    bool is_tuple = false;
    while (!reader_.failed() && !ends_tuple()) {
        items.push_back(target_item());
        if (!reader_.skip_sign(",")) break;
        is_tuple = true;
    }
    if (!is_tuple && !items.empty()) return items[0];
    if (items.empty()) {
        reader_.fail("Expected an expression, got '" + reader_.described() + "'");
        return 0;
    }
    Node node = node_of(Type::tuple);
    reader_.give_children(node, items);
    return reader_.add(node, begin);
}

}  // namespace escapement::templates
