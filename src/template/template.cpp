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
#include "template/written_lines.hpp"

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

// "; printer.cfg:12:5", or nothing.
std::string in_file(const Origin& origin, const SourcePlace& place) {
    const auto text = origin.text(place.line, place.column);
    return text.empty() ? text : "; " + text;
}

base::Error loading_error(const Origin& origin,
                          const SourcePlace& place,
                          const std::string& message) {
    return {"Error loading template '" + origin.name + "'\nline " + std::to_string(place.line) +
            ": " + std::string(place.text) + " # " + message + " (column " +
            std::to_string(place.column) + in_file(origin, place) + ")"};
}

// The expression that failed, and where it stands.
struct Failed {
    SourcePlace place;
    std::string expression;

    Failed(const Tree& tree, NodeId at)
        : place(place_in_source(tree.source, tree.nodes[at].begin)),
          expression(shortened(
              std::string_view(tree.source)
                  .substr(tree.nodes[at].begin, tree.nodes[at].end - tree.nodes[at].begin))) {}
    std::string line_and_column() const {
        return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
    }
};

base::Error evaluation_error(const Failed& failed, const Origin& origin, const Run& run) {
    return {"Error evaluating '" + origin.name +
            "': " + std::string(fault_name(run.failure().fault)) + ": " + run.failure().message +
            " (" + failed.line_and_column() + ": " + failed.expression +
            in_file(origin, failed.place) + ")" + std::string(remedy(run.failure()))};
}

std::string failed_at(const Failed& failed, const Origin& origin) {
    const auto in_its_file = origin.text(failed.place.line, failed.place.column);
    return (in_its_file.empty() ? failed.line_and_column() : in_its_file) + ": " +
           failed.expression;
}

}  // namespace

std::string Origin::text(std::size_t line, std::size_t column) const {
    if (line == 0 || line > lines.size()) return {};
    const Start& start = lines[line - 1];
    return file + ":" + std::to_string(start.line) + ":" +
           std::to_string(static_cast<std::size_t>(start.column) + column - 1);
}

Template::Template(std::unique_ptr<const Tree> tree, Origin origin)
    : tree_(std::move(tree)), origin_(std::move(origin)) {}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

base::Result<Template> Template::compile(std::string_view source,
                                         Origin origin,
                                         std::size_t* wrong_line) {
    if (source.size() > longest_source)
        return base::Error{"Error loading template '" + origin.name + "': it has more than " +
                           std::to_string(longest_source) + " bytes"};
    auto tree = std::make_unique<Tree>();
    tree->source = with_plain_line_ends(source);
    auto problem = parse(*tree);
    if (!problem) problem = resolve(*tree);
    if (!problem) return Template(std::move(tree), std::move(origin));
    const auto place = place_in_source(tree->source, problem->at);
    if (wrong_line != nullptr) *wrong_line = place.line;
    return loading_error(origin, place, problem->message);
}

base::Result<std::string> Template::render(const Names& names,
                                           const Limits& limits,
                                           Record* record) const {
    Run run(limits);
    Evaluator evaluator(run, *tree_, names);
    evaluator.record_into(record);
    std::string printed = evaluator.render();
    evaluator.give_back();
    if (!run.failed()) return printed;
    const Failed failed(*tree_, evaluator.failed_at());
    if (record && record->values)
        record->unfinished = {std::move(printed), failed_at(failed, origin_)};
    return evaluation_error(failed, origin_, run);
}

std::string Template::place(const Record& record, std::size_t output) const {
    auto next =
        std::upper_bound(record.marks.begin(),
                         record.marks.end(),
                         output,
                         [](std::size_t at, const Record::Mark& mark) { return at < mark.output; });
    if (next == record.marks.begin()) return {};
    const Record::Mark& mark = *--next;
    // Behind an expression the output does not go on like the source.
    const bool is_data =
        std::any_of(tree_->nodes.begin(), tree_->nodes.end(), [&](const Node& node) {
            return node.type == Type::data && node.begin == mark.source;
        });
    const auto at =
        place_in_source(tree_->source, mark.source + (is_data ? output - mark.output : 0));
    const auto in_its_file = origin_.text(at.line, at.column);
    if (!in_its_file.empty()) return in_its_file;
    return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column);
}

std::vector<Template::Line> Template::written_lines() const {
    std::vector<Line> found;
    for (const WrittenLine& line : escapement::templates::written_lines(*tree_))
        found.push_back({line.text, place_in_source(tree_->source, line.begin).line});
    return found;
}

int Template::line_in_file(std::size_t line) const {
    return line == 0 || line > origin_.lines.size() ? 0 : origin_.lines[line - 1].line;
}

}  // namespace escapement::templates
