module Jekyll
  # a Generator would make pages
  module Number
    def number(input)
      input.to_s
    end
  end
end
Liquid::Template.register_filter(Jekyll::Number)
