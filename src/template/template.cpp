// A template: compiled once, evaluated as often as you like.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/template.hpp"

#include <algorithm>
#include <utility>

#include "template/evaluator.hpp"
#include "template/parser.hpp"
#include "template/scopes.hpp"
#include "template/text.hpp"
#include "template/tree.hpp"

namespace escapement::templates {
namespace {

constexpr std::size_t longest_shown = 60;
constexpr std::size_t longest_source = 1 << 20;

struct SourcePlace {
    std::size_t line = 1;
    std::size_t column = 1;
    std::string_view text;  // of the whole line
};

SourcePlace place_in_source(std::string_view source, std::size_t at) {
    const std::string_view before = source.substr(0, at);
    const auto newline = before.rfind('\n');
    const auto begin = newline == std::string_view::npos ? 0 : newline + 1;
    const auto end = std::min(source.find('\n', begin), source.size());
    return {static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
            count_characters(before.substr(begin)) + 1,
            source.substr(begin, end - begin)};
}

std::string shortened(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    if (count_characters(text) <= longest_shown) return std::string(text);
    return std::string(characters(text, 0, longest_shown)) + "...";
}

bool mentions(const std::string& message, std::string_view words) {
    return message.find(words) != std::string::npos;
}

// What probably helps, where that is plain.
std::string_view remedy(const Failure& failure) {
    if (failure.fault == Fault::undefined)
        return "; give it a value with |default(...), or ask `is defined` first";
    const bool mixes = mentions(failure.message, "'str' and") ||
                       mentions(failure.message, "and 'str'") ||
                       mentions(failure.message, "to str");
    if (failure.fault == Fault::type && mixes)
        return "; parameters are text: use |int or |float for numbers, ~ to join text";
    return "";
}

base::Error loading_error(const Tree& tree, const std::string& name, const SyntaxProblem& problem) {
    const auto place = place_in_source(tree.source, problem.at);
    return {"Error loading template '" + name + "'\nline " + std::to_string(place.line) + ": " +
            std::string(place.text) + " # " + problem.message + " (column " +
            std::to_string(place.column) + ")"};
}

base::Error evaluation_error(const Tree& tree, const std::string& name, const Run& run, NodeId at) {
    const Node& node = tree.nodes[at];
    const auto place = place_in_source(tree.source, node.begin);
    const std::string_view expression =
        std::string_view(tree.source).substr(node.begin, node.end - node.begin);
    return {"Error evaluating '" + name + "': " + std::string(fault_name(run.failure().fault)) +
            ": " + run.failure().message + " (line " + std::to_string(place.line) + ", column " +
            std::to_string(place.column) + ": " + shortened(expression) + ")" +
            std::string(remedy(run.failure()))};
}

}  // namespace

Template::Template(std::unique_ptr<const Tree> tree, std::string name)
    : tree_(std::move(tree)), name_(std::move(name)) {}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

base::Result<Template> Template::compile(std::string_view source, std::string name) {
    if (source.size() > longest_source)
        return base::Error{"Error loading template '" + name + "': it has more than " +
                           std::to_string(longest_source) + " bytes"};
    auto tree = std::make_unique<Tree>();
    tree->source = with_plain_line_ends(source);
    auto problem = parse(*tree);
    if (!problem) problem = resolve(*tree);
    if (problem) return loading_error(*tree, name, *problem);
    return Template(std::move(tree), std::move(name));
}

base::Result<std::string> Template::render(const Names& names, const Limits& limits) const {
    Run run(limits);
    Evaluator evaluator(run, *tree_, names);
    std::string printed = evaluator.render();
    if (run.failed()) return evaluation_error(*tree_, name_, run, evaluator.failed_at());
    return printed;
}

}  // namespace escapement::templates
