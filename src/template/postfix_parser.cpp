// Reads what stands behind a value: attributes, items, calls, filters and tests.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/postfix_parser.hpp"

#include <string>

#include "template/filters.hpp"
#include "template/numbers.hpp"
#include "template/tests.hpp"

namespace escapement::templates {
namespace {

Node suffix(Type type, NodeId a) {
    Node node;
    node.type = type;
    node.a = a;
    return node;
}

}  // namespace

NodeId PostfixParser::constant(Value value, std::size_t begin) {
    Node node = suffix(Type::constant, 0);
    node.number = static_cast<std::uint32_t>(reader_.tree().constants.size());
    reader_.tree().constants.push_back(value);
    return reader_.add(node, begin);
}

NodeId PostfixParser::behind(NodeId node) {
    while (!reader_.failed()) {
        if (reader_.is_sign("."))
            node = attribute(node);
        else if (reader_.is_sign("["))
            node = subscript(node);
        else if (reader_.is_sign("("))
            node = call(node);
        else
            break;
    }
    return node;
}

NodeId PostfixParser::filtered(NodeId node) {
    while (!reader_.failed()) {
        if (reader_.is_sign("|"))
            node = filters(node);
        else if (reader_.is_name("is"))
            node = test(node);
        else if (reader_.is_sign("("))
            node = call(node);
        else
            break;
    }
    return node;
}

NodeId PostfixParser::attribute(NodeId object) {
    reader_.next();
    const Lexeme token = reader_.next();
    if (token.type == Token::name) {
        Node node = suffix(Type::attribute, object);
        node.text = reader_.tree().intern(token.text);
        return reader_.add(node, begin_of(object));
    }
    if (token.type != Token::whole) reader_.fail_at(token.begin, "expected name or number");
    Node node = suffix(Type::item, object);
    node.b = constant(Value::whole(read_whole(token.text).value_or(0)), token.begin);
    return reader_.add(node, begin_of(object));
}

NodeId PostfixParser::subscript(NodeId object) {
    const auto begin = reader_.next().begin;
    std::vector<NodeId> keys;
    while (!reader_.failed() && !reader_.is_sign("]")) {
        if (!keys.empty()) reader_.expect_sign(",");
        keys.push_back(subscribed());
    }
    Node node = suffix(Type::item, object);
    if (keys.size() == 1) {
        node.b = keys[0];
    } else {
        Node tuple_of_keys = suffix(Type::tuple, 0);
        reader_.give_children(tuple_of_keys, keys);
        node.b = reader_.add(tuple_of_keys, begin);
    }
    reader_.expect_sign("]");
    return reader_.add(node, begin_of(object));
}

NodeId PostfixParser::subscribed() {
    const auto begin = reader_.current().begin;
    Node node = suffix(Type::slice, 0);
    if (!reader_.is_sign(":")) {
        node.a = expression();
        if (!reader_.is_sign(":")) return node.a;
    }
    reader_.next();
    const auto ends = [&] { return reader_.is_sign("]") || reader_.is_sign(","); };
    if (!reader_.is_sign(":") && !ends()) node.b = expression();
    if (reader_.skip_sign(":") && !ends()) node.c = expression();
    return reader_.add(node, begin);
}

NodeId PostfixParser::call(NodeId callee) {
    Node node = suffix(Type::call, callee);
    arguments(node);
    return reader_.add(node, begin_of(callee));
}

NodeId PostfixParser::argument(bool& named, bool& spread) {
    const Lexeme first = reader_.current();
    Node node = suffix(Type::argument, 0);
    auto passing = Passing::by_place;
    bool allowed = !named && !spread;
    if (reader_.skip_sign("*")) {
        passing = Passing::all_of;
        allowed = !spread;
        spread = true;
    } else if (reader_.skip_sign("**")) {
        passing = Passing::all_named;
        allowed = true;
        named = spread = true;
    } else if (first.type == Token::name && reader_.ahead().type == Token::sign &&
               reader_.ahead().text == "=") {
        passing = Passing::by_name;
        allowed = true;
        named = true;
        node.text = reader_.tree().intern(first.text);
        reader_.next();
        reader_.next();
    }
    if (!allowed) reader_.fail_at(first.begin, "invalid syntax for function call expression");
    node.a = expression();
    node.detail = static_cast<std::uint8_t>(passing);
    return reader_.add(node, first.begin);
}

void PostfixParser::arguments(Node& node) {
    reader_.expect_sign("(");
    std::vector<NodeId> all;
    bool named = false;
    bool spread = false;
    while (!reader_.failed() && !reader_.is_sign(")")) {
        if (!all.empty()) reader_.expect_sign(",");
        if (reader_.is_sign(")")) break;
        all.push_back(argument(named, spread));
    }
    reader_.expect_sign(")");
    reader_.give_children(node, all);
}

NodeId PostfixParser::filters(NodeId node, bool begins) {
    while (!reader_.failed() && (begins || reader_.is_sign("|"))) {
        if (!begins) reader_.next();
        begins = false;
        const Lexeme token = reader_.expect(Token::name, "name");
        std::string called(token.text);
        while (reader_.skip_sign("."))
            called += "." + std::string(reader_.expect(Token::name, "name").text);
        Node filter = suffix(Type::filter, node);
        filter.text = reader_.tree().intern(called);
        filter.native = find_filter(called);
        if (reader_.is_sign("(")) arguments(filter);
        const auto why = why_no_filter(called);
        if (filter.native == nullptr)
            unknown.push_back({"No filter named '" + called + "'." +
                                   (why.empty() ? "" : " (" + std::string(why) + ")"),
                               token.begin});
        node = reader_.add(filter, node != 0 ? begin_of(node) : token.begin);
    }
    return node;
}

NodeId PostfixParser::test(NodeId subject) {
    reader_.next();
    const bool negated = reader_.skip_name("not");
    const Lexeme token = reader_.expect(Token::name, "name");
    std::string called(token.text);
    while (reader_.skip_sign("."))
        called += "." + std::string(reader_.expect(Token::name, "name").text);
    Node node = suffix(Type::test, subject);
    node.text = reader_.tree().intern(called);
    node.native = find_test(called);
    if (reader_.is_sign("(")) {
        arguments(node);
    } else if ((reader_.is(Token::name) && !reader_.is_name("else") && !reader_.is_name("or") &&
                !reader_.is_name("and")) ||
               reader_.is(Token::text) || reader_.is(Token::whole) || reader_.is(Token::real) ||
               reader_.is_sign("[") || reader_.is_sign("{")) {
        if (reader_.is_name("is")) reader_.fail("You cannot chain multiple tests with is");
        Node given = suffix(Type::argument, 0);
        const auto begin = reader_.current().begin;
        given.a = behind(primary());
        reader_.give_children(node, {reader_.add(given, begin)});
    }
    if (node.native == nullptr) unknown.push_back({"No test named '" + called + "'.", token.begin});
    const NodeId made = reader_.add(node, begin_of(subject));
    return negated ? reader_.add(suffix(Type::logical_not, made), begin_of(subject)) : made;
}

}  // namespace escapement::templates
